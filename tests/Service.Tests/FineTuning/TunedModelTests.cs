using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.FineTuning;
using LearningActors.Tests.Experiments;
using TunedModel = LearningActors.Client.TunedModel;
using TunedModelReport = LearningActors.Client.TunedModelReport;

namespace LearningActors.Tests.FineTuning;

/// <summary>
/// A simulated desk with a tuned model whose true quality only the test knows: readers like so many of its explanations, and so many of
/// the API model's.
/// </summary>
public sealed class TunedModelTests : IAsyncLifetime
{
    private const double ApiQuality = 0.60;
    private TuningServer _provider = null!;
    private OpenAiServer _api = null!;
    private TestService _service = null!;
    private readonly Random _readers = new(1);

    public async Task InitializeAsync()
    {
        _provider = await TuningServer.StartAsync();
        _api = await OpenAiServer.StartAsync();
        _service = await TestService.StartAsync(builder => TuningDriver.Configure(builder, _provider), _api.Environment);
        await _service.PraiseAsync(300);
        for (var day = 0; day < 14; day++)
        {
            await RateAsync("v1.0", ApiQuality);
            _service.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _api.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task AModelThatIsBetterByEnoughTakesOverAndTheReportSaysByHowMuchAndForWhat()
    {
        var model = await TrainAsync();
        Assert.Equal(("ready", model.Smoke!.Asked), (model.Status, model.Smoke.Sound));
        var buy = Of(model);
        Assert.Equal(("comparing", "BUY-1"), (buy.Status, buy.ExperimentId));
        var plan = (await _service.ExperimentAsync("BUY-1")).Experiment.Plan;
        Assert.Equal((0.10, "v1.0"), (plan.MinRelativeLift!.Value, plan.Arms[0].Version));
        var versions = (await _service.GetAsync<PromptsResponse>("/api/admin/prompts")).Versions;
        var tuned = versions.Single(one => one.PromptVersion == buy.PromptVersion);
        Assert.Equal((versions[0].Text, model.Name, "tuned"), (tuned.Text, tuned.Model, tuned.Origin));

        model = await CompareAsync(model, quality: 0.85);
        Assert.Equal("serving", Of(model).Status);
        Assert.Equal(buy.PromptVersion, (await _service.ChampionAsync("BUY")).Champion);
        Assert.NotNull((await _service.ChampionAsync("BUY")).Holdout);
        var report = await _service.GetAsync<TunedModelReport>($"{TuningDriver.Root}/models/{model.Name}");
        var figures = report.Figures.Single(one => one.Signal == "BUY");
        Assert.InRange(figures.Lift!.Value, 0.2, 0.7);
        Assert.True(figures.LiftLower < figures.Lift && figures.Lift < figures.LiftUpper && figures.LiftLower > 0);
        Assert.True(figures.MeetsTarget);
        Assert.Equal((0.10, 0.15), (report.RequiredLift, report.TargetLift));
        Assert.Equal(
            (double)figures.Tuned.CostPerExplanationUsd! / figures.Tuned.PositiveShare!.Value,
            (double)figures.Tuned.CostPerQualityUsd!,
            6
        );
    }

    [Theory]
    [InlineData(ApiQuality)]
    [InlineData(0.40)]
    public async Task AModelThatIsEqualOrWorseDoesNotTakeOver(double quality)
    {
        var model = await CompareAsync(await TrainAsync(), quality);
        Assert.Equal("not_better", Of(model).Status);
        Assert.Equal("v1.0", (await _service.ChampionAsync("BUY")).Champion);
    }

    [Fact]
    public async Task AModelThatDecaysIsTakenBack()
    {
        var model = await CompareAsync(await TrainAsync(), quality: 0.85);
        Assert.Equal("serving", Of(model).Status);
        // While the holdout compares it.
        for (var day = 0; day < 28 && Of(model).Status == "serving"; day++)
            model = await DayAsync(model, quality: 0.35);
        Assert.Equal("taken_back", Of(model).Status);
        var champion = await _service.ChampionAsync("BUY");
        Assert.Equal(("v1.0", "automatic_rollback"), (champion.Champion, champion.History[^1].Kind));
    }

    [Fact]
    public async Task AModelThatDecaysAfterItsHoldoutIsTakenBackToo()
    {
        var model = await CompareAsync(await TrainAsync(), quality: 0.85);
        await _service.PostAsync("/api/admin/prompts/BUY/holdout/end", new { reason = "Sure." });
        for (var day = 0; day < 40 && Of(model).Status == "serving"; day++)
            model = await DayAsync(model, quality: 0.30);
        Assert.Equal("taken_back", Of(model).Status);
        Assert.Contains("which it replaced", Of(model).Note);
        var champion = await _service.ChampionAsync("BUY");
        Assert.Equal(("v1.0", "fine_tuning"), (champion.Champion, champion.History[^1].By));
    }

    [Fact]
    public async Task AModelWhoseEndpointFailsIsTakenBackAndABriefFaultIsLeftAlone()
    {
        var model = await CompareAsync(await TrainAsync(), quality: 0.85);
        await _service.PostAsync("/api/admin/prompts/BUY/holdout/end", new { reason = "Sure." });
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(model.Name, (await _service.ExplainAsync("OK")).ModelUsed);
        _provider.IsModelUnknown = true;
        for (var i = 0; i < 8; i++)
            Assert.True((await _service.ExplainAsync($"F{i}")).Fallback);
        model = await AdvanceAsync(model.Name);
        Assert.Equal("serving", Of(model).Status);
        Assert.NotNull(Of(model).FailingSince);
        for (var i = 0; i < 6; i++)
            model = await AdvanceAsync(model.Name);
        Assert.Equal("taken_back", Of(model).Status);
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("openai", (await _service.ExplainAsync("Back")).ModelUsed);
        Assert.Contains(await _service.AlertsAsync(), alert => alert.Kind == "rollback");
    }

    [Fact]
    public async Task AModelThatItsEndpointDoesNotKnowAtFirstIsTestedLater()
    {
        _provider.IsModelUnknown = true;
        var model = await TrainAsync();
        Assert.Equal("testing", model.Status);
        _provider.IsModelUnknown = false;
        model = await AdvanceAsync(model.Name);
        Assert.Equal("ready", model.Status);
    }

    [Fact]
    public async Task AModelThatBreaksGuardrailsGetsNoTraffic()
    {
        _provider.Explain = (_, context) =>
            OpenAiServer.WriteAsync(
                context,
                """
                {
                  "explanation": "It will certainly reach 999 dollars.",
                  "factors": [{"name": "note", "impact": "positive"}],
                  "sentiment": "neutral"
                }
                """
            );
        var model = await TrainAsync();
        Assert.Equal(("rejected", 0), (model.Status, model.Smoke!.Sound));
        Assert.Equal(model.Smoke.Asked, model.Smoke.WellFormed);
        Assert.NotEmpty(model.Smoke.Faults);
        Assert.All(model.Comparisons, one => Assert.Null(one.ExperimentId));
        Assert.Contains("are needed", model.Smoke.Failure);
    }

    [Fact]
    public async Task AModelWaitsForASignalThatIsTakenAndComesBeforeNewPrompts()
    {
        var version = (await _service.AddPromptsAsync("BUY", 1))[0];
        var running = await _service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        var model = await TrainAsync();
        Assert.Equal(("waiting", $"{running} has the signal."), (Of(model).Status, Of(model).Note));
        await _service.PostAsync($"/api/admin/llm-ab-tests/{running}/stop", new { reason = "Enough." });
        var done = (await _service.RunCycleAsync(CycleNames.WeeklyPrompts)).Done;
        Assert.Contains(done, said => said.Contains($"BUY-2 was started with {model.Name}", StringComparison.Ordinal));
        Assert.Equal("comparing", Of(await AdvanceAsync(model.Name)).Status);
    }

    private static LearningActors.Client.ModelComparison Of(TunedModel model) => model.Comparisons.Single(one => one.Signal == "BUY");

    /// <summary>A model from a job that succeeds, after its test.</summary>
    private async Task<TunedModel> TrainAsync()
    {
        var job = await _service.StartTuningAsync();
        Assert.Equal("queued", job.Status);
        _provider.Set(_provider.JobId, "succeeded", trainedTokens: 50_000, model: "ft:desk");
        job = await _service.AdvanceAsync(job.Id);
        return await AdvanceAsync(job.Model!);
    }

    private async Task<TunedModel> AdvanceAsync(string name)
    {
        _service.Clock.Advance(TimeSpan.FromMinutes(1));
        await _service.Grains().GetGrain<ITunedModelGrain>(name).Advance();
        return (await _service.GetAsync<TunedModelReport>($"{TuningDriver.Root}/models/{name}")).Model;
    }

    /// <summary>Weeks of the comparison for BUY, until it has ended.</summary>
    private async Task<TunedModel> CompareAsync(TunedModel model, double quality)
    {
        _service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 90 && Of(model).Status == "comparing"; day++)
        {
            model = await DayAsync(model, quality);
            if (day % 7 == 6)
                await _service.Grains().GetGrain<LearningActors.Experiments.IExperimentGrain>("BUY-1").Decide($"week-{day}");
        }

        return model;
    }

    /// <summary>A day on which both models explain and are rated as they deserve; then the night's look.</summary>
    private async Task<TunedModel> DayAsync(TunedModel model, double quality)
    {
        await RateAsync("v1.0", ApiQuality);
        await RateAsync(Of(model).PromptVersion!, quality);
        _service.Clock.Advance(TimeSpan.FromDays(1));
        await _service.RunCycleAsync(CycleNames.NightlyExperiments);
        return await AdvanceAsync(model.Name);
    }

    private async Task RateAsync(string version, double quality)
    {
        const int Explanations = 60;
        var ids = Enumerable.Range(0, Explanations).Select(_ => Guid.CreateVersion7()).ToArray();
        var logged = await _service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            ids.Select(id => new
            {
                explanation_id = id,
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.8,
                explanation = "What stands in the data speaks for it.",
                prompt_version = version,
                cost_usd = 0.001m,
                latency_ms = 200,
            })
        );
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
        var rated = await _service.Engine.PostAsJsonAsync(
            "/api/feedback",
            ids.Select(id => new
            {
                explanation_id = id,
                helpful = _readers.NextDouble() < quality,
                session = $"{id}",
            })
        );
        Assert.Equal(HttpStatusCode.OK, rated.StatusCode);
    }
}
