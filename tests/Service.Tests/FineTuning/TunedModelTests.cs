using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Tests.Experiments;
using TunedModelReport = LearningActors.Client.TunedModelReport;

namespace LearningActors.Tests.FineTuning;

/// <summary>A model that is better takes over, an equal or worse one does not, and one that decays is taken back.</summary>
public sealed class TunedModelTests : IAsyncLifetime
{
    private const double ApiQuality = TunedDesk.ApiQuality;
    private TunedDesk _desk = null!;
    private TuningServer _provider = null!;
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _desk = await TunedDesk.StartAsync();
        (_provider, _service) = (_desk.Provider, _desk.Service);
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task AModelThatIsBetterByEnoughTakesOverAndTheReportSaysByHowMuchAndForWhat()
    {
        var model = await _desk.TrainAsync();
        Assert.Equal(("ready", model.Smoke!.Asked), (model.Status, model.Smoke.Sound));
        var buy = TunedDesk.Of(model);
        Assert.Equal(("comparing", "BUY-1"), (buy.Status, buy.ExperimentId));
        var plan = (await _service.ExperimentAsync("BUY-1")).Experiment.Plan;
        Assert.Equal((0.10, "v1.0"), (plan.MinRelativeLift!.Value, plan.Arms[0].Version));
        var versions = (await _service.GetAsync<PromptsResponse>("/api/admin/prompts")).Versions;
        var tuned = versions.Single(one => one.PromptVersion == buy.PromptVersion);
        Assert.Equal((versions[0].Text, model.Name, "tuned"), (tuned.Text, tuned.Model, tuned.Origin));

        model = await _desk.CompareAsync(model, quality: 0.85);
        Assert.Equal("serving", TunedDesk.Of(model).Status);
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
        var model = await _desk.CompareAsync(await _desk.TrainAsync(), quality);
        Assert.Equal("not_better", TunedDesk.Of(model).Status);
        Assert.Equal("v1.0", (await _service.ChampionAsync("BUY")).Champion);
    }

    [Fact]
    public async Task AModelThatDecaysIsTakenBack()
    {
        var model = await _desk.CompareAsync(await _desk.TrainAsync(), quality: 0.85);
        Assert.Equal("serving", TunedDesk.Of(model).Status);
        // While the holdout compares it.
        for (var day = 0; day < 28 && TunedDesk.Of(model).Status == "serving"; day++)
            model = await _desk.DayAsync(model, quality: 0.35);
        Assert.Equal("taken_back", TunedDesk.Of(model).Status);
        var champion = await _service.ChampionAsync("BUY");
        Assert.Equal(("v1.0", "automatic_rollback"), (champion.Champion, champion.History[^1].Kind));
    }

    [Fact]
    public async Task AModelThatDecaysAfterItsHoldoutIsTakenBackToo()
    {
        var model = await _desk.CompareAsync(await _desk.TrainAsync(), quality: 0.85);
        await _service.PostAsync("/api/admin/prompts/BUY/holdout/end", new { reason = "Sure." });
        for (var day = 0; day < 40 && TunedDesk.Of(model).Status == "serving"; day++)
            model = await _desk.DayAsync(model, quality: 0.30);
        Assert.Equal("taken_back", TunedDesk.Of(model).Status);
        Assert.Contains("which it replaced", TunedDesk.Of(model).Note);
        var champion = await _service.ChampionAsync("BUY");
        Assert.Equal(("v1.0", "fine_tuning"), (champion.Champion, champion.History[^1].By));
    }

    [Fact]
    public async Task AModelWhoseEndpointFailsIsTakenBackAndABriefFaultIsLeftAlone()
    {
        var model = await _desk.CompareAsync(await _desk.TrainAsync(), quality: 0.85);
        await _service.PostAsync("/api/admin/prompts/BUY/holdout/end", new { reason = "Sure." });
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(model.Name, (await _service.ExplainAsync("OK")).ModelUsed);
        _provider.IsModelUnknown = true;
        for (var i = 0; i < 8; i++)
            Assert.True((await _service.ExplainAsync($"F{i}")).Fallback);
        model = await _desk.AdvanceAsync(model.Name);
        Assert.Equal("serving", TunedDesk.Of(model).Status);
        Assert.NotNull(TunedDesk.Of(model).FailingSince);
        for (var i = 0; i < 6; i++)
            model = await _desk.AdvanceAsync(model.Name);
        Assert.Equal("taken_back", TunedDesk.Of(model).Status);
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("openai", (await _service.ExplainAsync("Back")).ModelUsed);
        Assert.Contains(await _service.AlertsAsync(), alert => alert.Kind == "rollback");
    }

    [Fact]
    public async Task AModelThatItsEndpointDoesNotKnowAtFirstIsTestedLater()
    {
        _provider.IsModelUnknown = true;
        var model = await _desk.TrainAsync();
        Assert.Equal("testing", model.Status);
        _provider.IsModelUnknown = false;
        model = await _desk.AdvanceAsync(model.Name);
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
        var model = await _desk.TrainAsync();
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
        var model = await _desk.TrainAsync();
        Assert.Equal(("waiting", $"{running} has the signal."), (TunedDesk.Of(model).Status, TunedDesk.Of(model).Note));
        await _service.PostAsync($"/api/admin/llm-ab-tests/{running}/stop", new { reason = "Enough." });
        var done = (await _service.RunCycleAsync(CycleNames.WeeklyPrompts)).Done;
        Assert.Contains(done, said => said.Contains($"BUY-2 was started with {model.Name}", StringComparison.Ordinal));
        Assert.Equal("comparing", TunedDesk.Of(await _desk.AdvanceAsync(model.Name)).Status);
    }
}
