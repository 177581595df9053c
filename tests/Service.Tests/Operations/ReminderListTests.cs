using System.Net;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Operations;

/// <summary>The reminders of all grains.</summary>
public sealed class ReminderListTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>, IAsyncLifetime
{
    private const string Kind = "operations-test";

    private TestService Service => fixture.Service;

    /// <inheritdoc />
    public async Task InitializeAsync() =>
        await Service.ScalarAsync<long>(
            $"""
            WITH added AS (
                INSERT INTO grain_reminder VALUES
                    ('learning-actors', '{Kind}/a@b', 'due', now() - interval '90 seconds', 60000, 0),
                    ('learning-actors', '{Kind}/a@b', 'x@y/z', '2100-01-01', 60000, 0),
                    ('learning-actors', '{Kind}/c', 'never', '2026-01-01', 9223372036854775807, 0),
                    ('learning-actors', '{Kind}/d', 'endless', 'infinity', 60000, 0),
                    ('learning-actors', '{Kind}', 'of no grain', '2100-01-01', 60000, 0),
                    ('another-service', '{Kind}/e', 'due', '2100-01-01', 60000, 0)
                ON CONFLICT DO NOTHING RETURNING 1
            )
            SELECT count(*) FROM added
            """
        );

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task TheNextTickIsAWholePeriodFromTheStart()
    {
        var reminders = (await ListAsync("")).ToDictionary(one => one.Name);
        var due = reminders["due"];
        var (first, next) = (due.FirstTickAt!.Value, due.NextTickAt!.Value);
        Assert.Equal(0, (next - first).Ticks % TimeSpan.FromMinutes(1).Ticks);
        Assert.InRange(next, DateTimeOffset.UtcNow.AddSeconds(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        // One that has not begun ticks at its start.
        var future = reminders["x@y/z"];
        Assert.Equal(future.FirstTickAt, future.NextTickAt);
        Assert.Null(reminders["never"].NextTickAt);
        Assert.Null(reminders["endless"].FirstTickAt);
        var orphan = reminders["of no grain"];
        Assert.Equal((Kind, ""), (orphan.Kind, orphan.Key));
    }

    [Fact]
    public async Task PagesHoldEachReminderOnce()
    {
        var all = (await ListAsync("")).Select(Id).ToArray();
        Assert.Equal(5, all.Length);
        var (paged, after) = (new List<string>(), "");
        do
        {
            var page = await Service.GetAsync<Page<ReminderStatus>>(
                $"/api/admin/reminders?grain={Kind}&limit=1&cursor={Uri.EscapeDataString(after)}"
            );
            paged.Add(Id(Assert.Single(page.Items)));
            after = page.NextCursor;
        } while (after is not null);
        Assert.Equal(all, paged);
    }

    [Theory]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("limit=many", "limit")]
    public async Task AWrongQuestionIsNamed(string query, string field)
    {
        var response = await Service.Read.GetAsync($"/api/admin/reminders?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{field}\"", await response.Content.ReadAsStringAsync());
    }

    private static string Id(ReminderStatus one) => $"{one.Key} {one.Name}";

    private Task<IReadOnlyList<ReminderStatus>> ListAsync(string query) =>
        Service.ItemsAsync<ReminderStatus>($"/api/admin/reminders?grain={Kind}&{query}");
}
