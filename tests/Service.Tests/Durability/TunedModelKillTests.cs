using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.FineTuning;
using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>
/// A tuned model whose process is killed while it is tested, compared or put in the champion's place: all goes on, and nothing is done
/// twice.
/// </summary>
public sealed class TunedModelKillTests : IAsyncLifetime
{
    private TuningHome _home = null!;

    public async Task InitializeAsync() => _home = await TuningHome.CreateAsync();

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task ATestThatBrokeOffIsMadeAgainAndToldOnce()
    {
        var model = await TrainAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (explain, requests) = (_home.Provider.Explain, 0);
        _home.Provider.Explain = async (request, context) =>
        {
            // The first answer came; the second one is under way.
            if (Interlocked.Increment(ref requests) == 2)
            {
                asked.TrySetResult();
                await dead.Task;
            }

            await explain(request, context);
        };
        using (var service = await _home.StartServiceAsync())
        {
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await service.KillAsync();
            dead.SetResult();
        }

        await RemindAsync();
        using (var service = await _home.StartServiceAsync())
        {
            var tested = await UntilAsync(model, one => one.Status != "testing", "the test was made again");
            Assert.Equal(("ready", tested.Smoke!.Asked), (tested.Status, tested.Smoke.Sound));
            await Eventually.TrueAsync(async () => await AlertsOfAsync(model) == 1, "people were told");
            Assert.Equal(1, await _home.Database.ScalarAsync<long>("SELECT count(*) FROM registered_models"));
            Assert.Single(_home.Provider.Jobs);
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
        using (var service = await _home.StartServiceAsync())
            await KillHeldAsync(service, held);

        using (var service = await _home.StartServiceAsync())
        {
            var compared = await UntilAsync(model, one => Buy(one).Status == "comparing", "the comparison runs");
            // The signal was taken for an experiment that never began: it is free again, and its number is not used twice.
            var expected = death == Death.TheExperimentHasTheSignalAndNoState ? "BUY-2" : "BUY-1";
            Assert.Equal(expected, Buy(compared).ExperimentId);
            using var admin = _home.Admin();
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
        using (var service = await _home.StartServiceAsync())
        {
            version = Buy(await UntilAsync(model, one => Buy(one).Status == "comparing", "the comparison runs")).PromptVersion!;
            var held = await HoldAsync(
                death == SwitchDeath.ItIsDecidedAndNotMade
                    ? """NEW.state_name = 'champion' AND NEW.state::text LIKE '%"ManualPromotion"%'"""
                    : """NEW.state_name = 'tunedModel' AND NEW.state::text LIKE '%"Serving"%'"""
            );
            using var admin = _home.Admin();
            var switching = admin.PostAsJsonAsync("/api/admin/llm-ab-tests/BUY-1/promote", new { version, reason = "Sure." });
            await KillHeldAsync(service, held);
            await ((Task)switching).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
            );
        }

        using (var service = await _home.StartServiceAsync())
        {
            await UntilAsync(model, one => Buy(one).Status == "serving", "the model serves");
            using var admin = _home.Admin();
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
        _home.Provider.AfterCreate = () =>
        {
            _home.Provider.Set(_home.Provider.JobId, "succeeded", trainedTokens: 5_000, model: "ft:desk");
            return Task.CompletedTask;
        };
        using var service = await _home.StartServiceAsync();
        using var admin = _home.Admin();
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
        await RemindAsync();
        return model!;
    }

    /// <summary>Holds every write of a grain's state that fits.</summary>
    private Task<NpgsqlConnection> HoldAsync(string write) => _home.HoldAsync("grain_state", write);

    /// <summary>Kills the service when it waits for that; the next one is reminded each second.</summary>
    private async Task KillHeldAsync(ServiceProcess service, NpgsqlConnection held)
    {
        await _home.KillHeldAsync(service, held);
        await RemindAsync();
    }

    private Task RemindAsync() => _home.RemindEachSecondAsync("tunedmodel", "experiment");

    private async Task<LearningActors.Client.TunedModel> UntilAsync(
        string model,
        Func<LearningActors.Client.TunedModel, bool> holds,
        string what
    )
    {
        using var admin = _home.Admin();
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
        _home.Database.ScalarAsync<long>($"SELECT count(*) FROM alerts WHERE id = 'tuned-model/{model}'");

    private static async Task<T> ReadAsync<T>(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<T>(path, ClientJson.Options))!;
}
