using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Hosting;
using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>
/// An experiment whose process is killed between its decision and what follows from it. A lock in the database holds the process at the
/// statement before which it dies.
/// </summary>
public sealed class ExperimentKillTests : IAsyncLifetime
{
    private const string ChampionRow = "SELECT FROM grain_state WHERE state_name = 'champion' AND grain_key = 'BUY' FOR UPDATE";
    private const string ExperimentRow = "SELECT FROM grain_state WHERE state_name = 'experiment' AND grain_key = 'BUY-1' FOR UPDATE";
    private const string NewExperimentRow =
        "INSERT INTO grain_state (service_id, state_name, grain_key, version) VALUES ('learning-actors', 'experiment', 'BUY-1', 1)";
    private const string Ended = "SELECT state -> 'experiment' ->> 'status' FROM grain_state WHERE state_name = 'experiment'";
    private const string Promotions =
        "SELECT jsonb_array_length(state -> 'history') FROM grain_state WHERE state_name = 'champion' AND grain_key = 'BUY'";
    private const string Filed = "SELECT count(*)::integer FROM experiments";
    private const string Alerts = "SELECT count(*)::integer FROM alerts WHERE id = 'promotion/BUY-1'";
    private const string Plans = "SELECT count(*)::integer FROM grain_state WHERE state_name = 'experiment'";
    private const string Reminders = "SELECT count(*)::integer FROM grain_reminder WHERE grain_id = 'experiment/BUY-1'";
    private const string RemindEachSecond =
        "UPDATE grain_reminder SET start_time = now(), period = 1000 WHERE grain_id = 'experiment/BUY-1'";
    private const string Confirmed = """
        SELECT (state ->> 'isReleased')::boolean AND (state ->> 'isFiled')::boolean AND state -> 'unraised' = '[]'
        FROM grain_state WHERE state_name = 'experiment'
        """;

    private readonly ServiceHome _home = new();
    private readonly Dictionary<string, string> _environment = new() { ["LEARNING_ADMIN_KEY"] = "durability-test-admin" };
    private LockableDatabase _database = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        await _home.RemoveAsync();
    }

    /// <summary>The last statement that was done, and those that were not.</summary>
    public enum Death
    {
        BeforeTheChampionChanges,
        BeforeTheEndIsFiled,
        BeforeTheAlertIsRaised,
        BeforeTheEffectsAreConfirmed,
    }

    [Theory]
    [InlineData(Death.BeforeTheChampionChanges)]
    [InlineData(Death.BeforeTheEndIsFiled)]
    [InlineData(Death.BeforeTheAlertIsRaised)]
    [InlineData(Death.BeforeTheEffectsAreConfirmed)]
    public async Task AVerdictAndItsEffectStayTogether(Death death)
    {
        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            await StartExperimentAsync(admin);
            var promoting = Task.CompletedTask;
            await using (var hold = await _database.HoldAsync(StatementBefore(death)))
            {
                promoting = PostAsync(admin, "/api/admin/llm-ab-tests/BUY-1/promote", new { version = "v1.1", reason = "Better." });
                await _database.UntilHeldAsync();
                if (death == Death.BeforeTheEffectsAreConfirmed)
                    await KillBeforeConfirmationAsync(service, hold);
                else
                    await KillAsync(service);
            }

            await Assert.ThrowsAnyAsync<HttpRequestException>(() => promoting);
        }

        // The verdict stands, and what comes after the point of death has not happened.
        Assert.Equal("Ended", await _database.ScalarAsync<string>(Ended));
        Assert.False(await _database.ScalarAsync<bool>(Confirmed));
        Assert.Equal(
            death switch
            {
                Death.BeforeTheChampionChanges => (0, 0, 0),
                Death.BeforeTheEndIsFiled => (1, 0, 0),
                Death.BeforeTheAlertIsRaised => (1, 1, 0),
                Death.BeforeTheEffectsAreConfirmed => (1, 1, 1),
                _ => throw new ArgumentOutOfRangeException(nameof(death)),
            },
            (
                await _database.ScalarAsync<int>(Promotions),
                await _database.ScalarAsync<int>(Filed),
                await _database.ScalarAsync<int>(Alerts)
            )
        );

        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            // Asking for the experiment activates it.
            var report = await GetAsync<ExperimentReport>(admin, "/api/admin/llm-ab-tests/BUY-1");
            Assert.Equal("v1.1", report.Experiment.Decision!.Winner);
            await AssertPromotedOnceAsync(admin);
            // The signal is free again, when nothing compares the promotion with the champion before it.
            await PostAsync(admin, "/api/admin/prompts/BUY/holdout/end", new { reason = "Sure." });
            Assert.Equal("BUY-2", await StartAsync(admin, Plan("v1.1", "v1.2")));
            Assert.Equal(0, await service.StopAsync());
        }
    }

    [Fact]
    public async Task TheReminderAloneFinishesWhatADeadProcessDecided()
    {
        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            await StartExperimentAsync(admin);
            await using var hold = await _database.HoldAsync(ChampionRow);
            var promoting = PostAsync(admin, "/api/admin/llm-ab-tests/BUY-1/promote", new { version = "v1.1", reason = "Better." });
            await _database.UntilHeldAsync();
            await KillAsync(service);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => promoting);
        }

        // It was registered before the verdict was written. Here it ticks each second, not each minute.
        Assert.Equal(1, await _database.ExecuteAsync(RemindEachSecond));
        using (var service = await StartServiceAsync())
        {
            await Eventually.TrueAsync(() => _database.ScalarAsync<bool>(Confirmed), "the reminder confirmed the effects");
            await Eventually.TrueAsync(async () => await _database.ScalarAsync<int>(Reminders) == 0, "the reminder was removed");
            using var admin = Admin();
            await AssertPromotedOnceAsync(admin);
            Assert.Equal(0, await service.StopAsync());
        }
    }

    [Fact]
    public async Task AStartThatDiedBeforeItsPlanWasWrittenLeavesTheSignalFree()
    {
        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            await AddPromptsAsync(admin);
            await using var hold = await _database.HoldAsync(NewExperimentRow);
            var starting = PostAsync(admin, "/api/admin/llm-ab-tests", Plan("v1.0", "v1.1"));
            await _database.UntilHeldAsync();
            await KillAsync(service);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => starting);
        }

        Assert.Equal(
            "BUY-1",
            await _database.ScalarAsync<string>("SELECT state -> 'claim' ->> 'id' FROM grain_state WHERE state_name = 'champion'")
        );
        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            // Its number is not given again.
            Assert.Equal("BUY-2", await StartAsync(admin, Plan("v1.0", "v1.1")));
            Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/admin/llm-ab-tests/BUY-1")).StatusCode);
            Assert.Equal(0, await service.StopAsync());
        }
    }

    [Fact]
    public async Task AStartThatDiedBeforeItsSplitWasSetIsFinished()
    {
        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            await AddPromptsAsync(admin);
            Task starting;
            await using (var hold = await _database.HoldAsync(NewExperimentRow))
            {
                starting = PostAsync(admin, "/api/admin/llm-ab-tests", Plan("v1.0", "v1.1"));
                await _database.UntilHeldAsync();
                await using var next = await _database.HoldAsync(ChampionRow);
                await hold.CloseAsync();
                await Eventually.TrueAsync(async () => await _database.ScalarAsync<int>(Plans) == 1, "the plan is written");
                await _database.UntilHeldAsync();
                await KillAsync(service);
            }

            await Assert.ThrowsAnyAsync<HttpRequestException>(() => starting);
        }

        using (var service = await StartServiceAsync())
        {
            using var admin = Admin();
            var refused = await admin.PostAsJsonAsync("/api/admin/llm-ab-tests", Plan("v1.0", "v1.1"));
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("BUY-1 runs for BUY already", await refused.Content.ReadAsStringAsync());
            await Eventually.TrueAsync(
                async () => (await GetAsync<PromptRouting>(admin, "/api/prompts/BUY/routing")).Experiment is { Id: "BUY-1" },
                "units are assigned by the split"
            );
            Assert.Equal(0, await service.StopAsync());
        }
    }

    private static string StatementBefore(Death death) =>
        death switch
        {
            Death.BeforeTheChampionChanges => ChampionRow,
            Death.BeforeTheEndIsFiled => "LOCK TABLE experiments IN SHARE MODE",
            _ => "LOCK TABLE alerts IN SHARE MODE",
        };

    /// <summary>Lets the alert be raised, and then holds the write that confirms it.</summary>
    private async Task KillBeforeConfirmationAsync(ServiceProcess service, NpgsqlConnection alerts)
    {
        await using var experiment = await _database.HoldAsync(ExperimentRow);
        await alerts.CloseAsync();
        await Eventually.TrueAsync(async () => await _database.ScalarAsync<int>(Alerts) == 1, "the alert is raised");
        await _database.UntilHeldAsync();
        await KillAsync(service);
    }

    private async Task AssertPromotedOnceAsync(HttpClient admin)
    {
        var champion = (await GetAsync<PromptsResponse>(admin, "/api/admin/prompts")).Signals.Single(one => one.Signal == "BUY");
        Assert.Equal("v1.1", champion.Champion);
        Assert.Equal("BUY-1", Assert.Single(champion.History).ExperimentId);
        Assert.Null(champion.Experiment);
        var history = (await GetAsync<ExperimentsResponse>(admin, "/api/admin/llm-ab-tests")).History;
        Assert.Equal("BUY-1", Assert.Single(history).Id);
        Assert.Equal(1, await _database.ScalarAsync<int>(Alerts));
        Assert.True(await _database.ScalarAsync<bool>(Confirmed));
    }

    private async Task<ServiceProcess> StartServiceAsync()
    {
        var service = await ServiceProcess.StartAsync(_home.Path, _home.Port, _environment);
        _database ??= new LockableDatabase((await PrivatePostgres.StartAsync(_home.Path)).ConnectionString);
        return service;
    }

    private static async Task StartExperimentAsync(HttpClient admin)
    {
        await AddPromptsAsync(admin);
        await PostAsync(admin, "/api/admin/llm-ab-tests", Plan("v1.0", "v1.1"));
    }

    private static async Task AddPromptsAsync(HttpClient admin)
    {
        foreach (
            var text in new[]
            {
                "First name the strongest of {indicators}, then say what it means for the signal {signal} on {ticker} at {confidence}.",
                "Compare each of {indicators} with what is usual; close with whether {ticker} deserves {signal}, and how far "
                    + "{confidence} goes.",
            }
        )
            await PostAsync(admin, "/api/admin/prompts/BUY", new { text });
    }

    private static object Plan(string champion, string challenger) =>
        new { signal = "BUY", traffic_split = new Dictionary<string, double> { [champion] = 0.5, [challenger] = 0.5 } };

    private static async Task<T> GetAsync<T>(HttpClient admin, string path) => (await admin.GetFromJsonAsync<T>(path, ClientJson.Options))!;

    private static async Task<string> StartAsync(HttpClient admin, object plan) =>
        (await PostAsync(admin, "/api/admin/llm-ab-tests", plan)).Deserialize<StartedResponse>(ClientJson.Options)!.Id;

    private static async Task<JsonElement> PostAsync(HttpClient admin, string path, object body)
    {
        using var response = await admin.PostAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Ends the process, and the statements that wait in its name.</summary>
    private async Task KillAsync(ServiceProcess service)
    {
        await service.KillAsync();
        await _database.EndWaitingAsync();
    }

    private HttpClient Admin()
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_home.Port}"), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "durability-test-admin");
        return client;
    }
}
