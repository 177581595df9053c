using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Operations;
using Microsoft.Extensions.DependencyInjection;
using AuditItem = LearningActors.Client.AuditItem;

namespace LearningActors.Tests.Operations;

/// <summary>The audit trail tells who did what to what.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private TestService _service = null!;

    private IAuditGrain Audit => _service.Services.GetRequiredService<IGrainFactory>().GetGrain<IAuditGrain>(IAuditGrain.Key);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        await WriteAsync("anna", "experiment.start", "BUY-1");
        _service.Clock.Advance(TimeSpan.FromDays(1));
        await WriteAsync("anna", "experiment.stop", "BUY-1");
        await WriteAsync("ben", "experimental", "SELL-2");
        _service.Clock.Advance(TimeSpan.FromDays(1));
        await WriteAsync("ben", "alert.acknowledge", "promotion/BUY-1");
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("", "alert.acknowledge experimental experiment.stop experiment.start")]
    [InlineData("actor=ben", "alert.acknowledge experimental")]
    [InlineData("action=experiment", "experiment.stop experiment.start")]
    [InlineData("action=experiment.stop", "experiment.stop")]
    [InlineData("subject=promotion/BUY-1", "alert.acknowledge")]
    [InlineData("actor=anna&action=experimental", "")]
    [InlineData("from=2026-03-05", "alert.acknowledge experimental experiment.stop")]
    [InlineData("to=2026-03-05", "experimental experiment.stop experiment.start")]
    [InlineData("from=2026-03-05T12:00:00Z&to=2026-03-06T12:00:00Z", "experimental experiment.stop")]
    [InlineData("from=2026-03-05T13:00:00.5%2B01:00&to=2026-03-05", "")]
    public async Task EntriesAreFilteredAndTheNewestComesFirst(string query, string actions) =>
        Assert.Equal(actions, string.Join(' ', Actions(await FindAsync(query))));

    [Fact]
    public async Task AnEntryTellsWhoDidWhatToWhatAndWhen()
    {
        var entry = (await FindAsync("subject=promotion/BUY-1")).Items[0];
        Assert.Equal("ben", entry.Actor);
        Assert.Equal(DateTimeOffset.Parse("2026-03-06T12:00:00Z"), entry.At);
        Assert.Equal("because", entry.Detail.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task PagesHoldEachEntryOnce()
    {
        var (actions, after) = (new List<string>(), "");
        do
        {
            var page = await FindAsync($"limit=3&cursor={after}");
            actions.AddRange(Actions(page));
            after = page.NextCursor;
        } while (after is not null);
        Assert.Equal(["alert.acknowledge", "experimental", "experiment.stop", "experiment.start"], actions);
    }

    [Fact]
    public async Task AnEntryThatIsSentTwiceIsThereOnce()
    {
        var entry = new AuditEntry("carl", "cycle.run", "twice", "{}", Guid.CreateVersion7());
        await Audit.Write(entry);
        await Audit.Write(entry);
        Assert.Single((await FindAsync("subject=twice")).Items);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-03-05T12:00:00", "to")]
    [InlineData("cursor=-1", "cursor")]
    [InlineData("limit=0", "limit")]
    public async Task AWrongQuestionIsNamed(string query, string field)
    {
        var response = await _service.Admin.GetAsync($"/api/admin/audit?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(field, Assert.Single(errors.EnumerateObject()).Name);
    }

    private static IEnumerable<string> Actions(Page<AuditItem> page) => page.Items.Select(entry => entry.Action);

    private Task WriteAsync(string actor, string action, string subject) =>
        Audit.Write(new AuditEntry(actor, action, subject, """{"reason": "because"}""", Guid.CreateVersion7()));

    private async Task<Page<AuditItem>> FindAsync(string query) =>
        (await _service.Admin.GetFromJsonAsync<Page<AuditItem>>($"/api/admin/audit?{query}", ClientJson.Options))!;
}
