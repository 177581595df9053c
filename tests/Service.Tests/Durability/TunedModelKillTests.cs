using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Hosting;
using LearningActors.Tests.FineTuning;
using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>
/// A tuned model whose process is killed while it is tested, compared or put in the champion's place: all goes on, and nothing is done
/// twice.
/// </summary>
public sealed class TunedModelKillTests : IAsyncLifetime
{
    private const string RemindEachSecond = """
        UPDATE grain_reminder SET start_time = now(), period = 1000 WHERE grain_id LIKE 'tunedmodel/%' OR grain_id LIKE 'experiment/%'
        """;

    private readonly ServiceHome _home = new();
    private TuningServer _provider = null!;
    private LockableDatabase _database = null!;

    public async Task InitializeAsync() => _provider = await TuningServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await _home.RemoveAsync();
    }

    [Fact]
    public async Task ATestThatBrokeOffIsMadeAgainAndToldOnce()
    {
        var model = await TrainAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (explain, requests) = (_provider.Explain, 0);
        _provider.Explain = async (request, context) =>
        {
            // The first answer came; the second one is under way.
            if (Interlocked.Increment(ref requests) == 2)
            {
                asked.TrySetResult();
                await dead.Task;
            }

            await explain(request, context);
        };
        using (var service = await StartServiceAsync())
        {
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await service.KillAsync();
            dead.SetResult();
        }

        await _database.ExecuteAsync(RemindEachSecond);
        using (var service = await StartServiceAsync())
        {
            var tested = await UntilAsync(model, one => one.Status != "testing", "the test was made again");
            Assert.Equal(("ready", tested.Smoke!.Asked), (tested.Status, tested.Smoke.Sound));
            await Eventually.TrueAsync(async () => await AlertsOfAsync(model) == 1, "people were told");
            Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM registered_models"));
            Assert.Single(_provider.Jobs);
        }

        Assert.Equal(1, await AlertsOfAsync(model));
    }

    /// <summary>Which write does not come about any more.</summary>
    public enum Death
    {
        TheExperimentHasTheSignalAndNoState,
        TheExperimentRunsAndTheModelDoesNotKnow,
    }

    [Theory]
    [InlineData(Death.TheExperimentHasTheSignalAndNoState)]
    [InlineData(Death.TheExperimentRunsAndTheModelDoesNotKnow)]
    public async Task AComparisonIsStartedOnce(Death death)
    {
        var model = await TrainAsync();
        var write =
            death == Death.TheExperimentHasTheSignalAndNoState
                ? "NEW.state_name = 'experiment' AND NEW.grain_key = 'BUY-1'"
                : """NEW.state_name = 'tunedModel' AND NEW.state::text LIKE '%"Comparing"%'""";
        var held = await HoldAsync(write);
        using (var service = await StartServiceAsync())
            await KillHeldAsync(service, held);

        using (var service = await StartServiceAsync())
        {
            var compared = await UntilAsync(model, one => Buy(one).Status == "comparing", "the comparison runs");
            // The signal was taken for an experiment that never began: it is free again, and its number is not used twice.
            var expected = death == Death.TheExperimentHasTheSignalAndNoState ? "BUY-2" : "BUY-1";
            Assert.Equal(expected, Buy(compared).ExperimentId);
            using var admin = Admin();
            var running = await ReadAsync<ExperimentsResponse>(admin, "/api/admin/llm-ab-tests");
            Assert.Empty(running.History);
            Assert.Equal(expected, Assert.Single(running.Active, one => one.Experiment.Plan.Signal == "BUY").Experiment.Id);
            var prompts = await ReadAsync<PromptsResponse>(admin, "/api/admin/prompts");
            Assert.Single(prompts.Versions, one => one.Model == model && one.Signal is "BUY");
        }
    }

    /// <summary>Which write of a switch does not come about any more.</summary>
    public enum SwitchDeath
    {
        ItIsDecidedAndNotMade,
        ItIsMadeAndTheModelDoesNotKnow,
    }

    [Theory]
    [InlineData(SwitchDeath.ItIsDecidedAndNotMade)]
    [InlineData(SwitchDeath.ItIsMadeAndTheModelDoesNotKnow)]
    public async Task ASwitchIsMadeOnce(SwitchDeath death)
    {
        var model = await TrainAsync();
        string version;
        using (var service = await StartServiceAsync())
        {
            version = Buy(await UntilAsync(model, one => Buy(one).Status == "comparing", "the comparison runs")).PromptVersion!;
            var held = await HoldAsync(
                death == SwitchDeath.ItIsDecidedAndNotMade
                    ? """NEW.state_name = 'champion' AND NEW.state::text LIKE '%"ManualPromotion"%'"""
                    : """NEW.state_name = 'tunedModel' AND NEW.state::text LIKE '%"Serving"%'"""
            );
            using var admin = Admin();
            var switching = admin.PostAsJsonAsync("/api/admin/llm-ab-tests/BUY-1/promote", new { version, reason = "Sure." });
            await KillHeldAsync(service, held);
            await ((Task)switching).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
            );
        }

        using (var service = await StartServiceAsync())
        {
            await UntilAsync(model, one => Buy(one).Status == "serving", "the model serves");
            using var admin = Admin();
            var champion = (await ReadAsync<PromptsResponse>(admin, "/api/admin/prompts")).Signals.Single(one => one.Signal == "BUY");
            Assert.Equal(version, champion.Champion);
            Assert.Equal(("manual_promotion", "BUY-1"), (Assert.Single(champion.History).Kind, champion.History[0].ExperimentId));
            Assert.NotNull(champion.Holdout);
        }
    }

    private static LearningActors.Client.ModelComparison Buy(LearningActors.Client.TunedModel model) =>
        model.Comparisons.Single(one => one.Signal == "BUY");

    /// <summary>A model that a job made, before its test; the service is dead, and reminds each second when it starts.</summary>
    private async Task<string> TrainAsync()
    {
        _provider.AfterCreate = () =>
        {
            _provider.Set(_provider.JobId, "succeeded", trainedTokens: 5_000, model: "ft:desk");
            return Task.CompletedTask;
        };
        using var service = await StartServiceAsync();
        using var admin = Admin();
        await SettledPraise.LogAsync(service.Client);
        var started = await admin.PostAsJsonAsync($"{TuningDriver.Root}/jobs", new { });
        var job = (await started.Content.ReadFromJsonAsync<LearningActors.Client.TuningJob>(ClientJson.Options))!;
        string? model = null;
        await Eventually.TrueAsync(
            async () =>
                (model = (await ReadAsync<LearningActors.Client.TuningJob>(admin, $"{TuningDriver.Root}/jobs/{job.Id}")).Model) is not null,
            "the job has made a model"
        );
        // The database goes on; a service that stops would stop it, too.
        await service.KillAsync();
        Assert.True(await _database.ExecuteAsync(RemindEachSecond) > 0);
        return model!;
    }

    /// <summary>Holds every write of a grain's state that fits, in a transaction that waits for the test.</summary>
    private async Task<NpgsqlConnection> HoldAsync(string write)
    {
        await _database.ExecuteAsync(
            $"""
            CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END';
            CREATE TRIGGER held BEFORE INSERT OR UPDATE ON grain_state FOR EACH ROW WHEN ({write}) EXECUTE FUNCTION wait_for_test();
            """
        );
        return await _database.HoldAsync("SELECT pg_advisory_xact_lock(4711)");
    }

    /// <summary>Kills the service when it waits; what it wanted to write is not written, and the next one may write all.</summary>
    private async Task KillHeldAsync(ServiceProcess service, NpgsqlConnection held)
    {
        await _database.UntilHeldAsync();
        await service.KillAsync();
        await _database.EndWaitingAsync();
        await held.DisposeAsync();
        await _database.ExecuteAsync("DROP FUNCTION wait_for_test CASCADE");
        Assert.True(await _database.ExecuteAsync(RemindEachSecond) > 0);
    }

    private async Task<LearningActors.Client.TunedModel> UntilAsync(
        string model,
        Func<LearningActors.Client.TunedModel, bool> holds,
        string what
    )
    {
        using var admin = Admin();
        LearningActors.Client.TunedModel read = null!;
        await Eventually.TrueAsync(
            async () =>
            {
                read = (await ReadAsync<LearningActors.Client.TunedModelReport>(admin, $"{TuningDriver.Root}/models/{model}")).Model;
                return holds(read);
            },
            what,
            TimeSpan.FromMinutes(1)
        );
        return read;
    }

    private Task<long> AlertsOfAsync(string model) =>
        _database.ScalarAsync<long>($"SELECT count(*) FROM alerts WHERE id = 'tuned-model/{model}'");

    private static async Task<T> ReadAsync<T>(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<T>(path, ClientJson.Options))!;

    private async Task<ServiceProcess> StartServiceAsync()
    {
        var service = await ServiceProcess.StartAsync(
            _home.Path,
            _home.Port,
            new()
            {
                ["LEARNING_ADMIN_KEY"] = "durability-test-admin",
                ["Models__fine-tuned__BaseAddress"] = _provider.BaseAddress,
                ["Models__fine-tuned__Model"] = "llama-2-7b-chat",
                ["FineTuning__Threshold"] = "20",
            }
        );
        _database ??= new LockableDatabase((await PrivatePostgres.StartAsync(_home.Path)).ConnectionString);
        return service;
    }

    private HttpClient Admin()
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_home.Port}"), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "durability-test-admin");
        return client;
    }
}
