using System.Collections.Immutable;
using LearningActors.Prompts;
using NodaTime;

namespace LearningActors.Experiments;

/// <inheritdoc cref="IExperimentCoordinatorGrain" />
/// <remarks>
/// Keeps nothing: the champion grain says who has the signal, and the experiment's own grain whether it runs. A start claims the
/// signal, and then the experiment writes its plan and sets its split. Of one that was interrupted in between, the claim is left,
/// or the plan without a split; the next start finds and settles both.
/// </remarks>
public sealed class ExperimentCoordinatorGrain(IExperimentLedger ledger, ExperimentOptions options, IClock clock)
    : Grain,
        IExperimentCoordinatorGrain
{
    /// <summary>More than a signal has in decades.</summary>
    private const int MaxEnded = 10_000;
    private const string NothingRuns = "No experiments running.";

    private SignalType Signal => SignalTypes.Parse(this.GetPrimaryKeyString());

    private IChampionGrain Champion => GrainFactory.GetGrain<IChampionGrain>(Signal.Text());

    /// <inheritdoc />
    public async Task<ExperimentReport?> Report() =>
        (await Champion.Get()).Experiment is { } taken
        && await Experiment(taken.Id).Report() is { Experiment.Status: not ExperimentStatus.Ended } report
            ? report
            : null;

    /// <inheritdoc />
    public async Task<ForecastAnswer> Forecast(ExperimentPlan plan)
    {
        var (planned, forecast, refusal) = await PlanAsync(plan, await Champion.Get());
        return planned is null ? new ForecastAnswer(null, refusal) : new ForecastAnswer(forecast, null);
    }

    /// <inheritdoc />
    public async Task<ExperimentStream> Stream()
    {
        var ended = await ledger.ListAsync(
            new ExperimentFilter(Signal, null),
            new ListRequest<ExperimentSort>(ExperimentSort.EndedAt, IsDescending: false, null, MaxEnded)
        );
        return ExperimentStreams.Of(Signal, ended.Items, options.FalseDiscoveryControl);
    }

    /// <inheritdoc />
    public async Task<StartedExperiment> Start(ExperimentPlan plan)
    {
        if ((await Champion.Get()).Experiment is { } taken && await Experiment(taken.Id).Confirm())
            return Taken(taken.Id);
        var status = await Champion.Get();
        var (planned, forecast, refusal) = await PlanAsync(plan, status);
        if (planned is null)
            return new StartedExperiment(null, refusal);
        if (status.Holdout is { } holdout)
            return new StartedExperiment(null, ExperimentCommands.HoldoutRuns(status.Champion, holdout));
        switch (await Champion.Claim(status.Champion))
        {
            case { Result: ClaimResult.Granted, Id: { } id }:
                return await Experiment(id).Start(planned, (await Stream()).NextLevel) is { } lost
                    ? new StartedExperiment(null, lost)
                    : new StartedExperiment(id, null, forecast);
            case { Result: ClaimResult.Taken, Id: { } other }:
                return Taken(other);
            default:
                return new StartedExperiment(
                    null,
                    new ExperimentRefusal(
                        ExperimentRefusalKind.ChampionChanged,
                        $"{status.Champion} is not the champion for {Signal.Text()} any more."
                    )
                );
        }
    }

    /// <inheritdoc />
    public async Task<ExperimentRefusal?> EndHoldout()
    {
        var status = await Champion.Get();
        if (status.Holdout is null || Championship.LastPromotion(status.History)?.ExperimentId is not { } promoted)
            return new ExperimentRefusal(
                ExperimentRefusalKind.NoHoldout,
                $"No promotion for {Signal.Text()} is compared with the champion before it."
            );
        await Champion.EndHoldout(promoted);
        return null;
    }

    /// <inheritdoc />
    public async Task<string> Decide(string occurrence) =>
        (await Champion.Get()).Experiment is { } taken ? await Experiment(taken.Id).Decide(occurrence) : NothingRuns;

    /// <inheritdoc />
    public async Task<string> LookAfter(string occurrence)
    {
        var said = new List<string>();
        var status = await Champion.Get();
        if (status.Holdout is not null && Championship.LastPromotion(status.History)?.ExperimentId is { } promoted)
            said.Add(await Experiment(promoted).LookAfter(occurrence));
        if ((await Champion.Get()).Experiment is { } taken)
            said.Add(await Experiment(taken.Id).LookAfter(occurrence));
        return said.Count == 0 ? NothingRuns : string.Join(" ", said);
    }

    /// <inheritdoc />
    public async Task<ExperimentRefusal?> Rollback(string by, string reason)
    {
        var status = await Champion.Get();
        return Championship.LastPromotion(status.History)?.ExperimentId is { } id
            ? await Experiment(id).Rollback(by, reason)
            : ExperimentCommands.FirstChampion(status);
    }

    /// <summary>The plan as it can be started, with the deadline that the traffic asks for; or why it can't.</summary>
    private async Task<(ExperimentPlan? Plan, ExperimentForecast? Forecast, ExperimentRefusal? Refusal)> PlanAsync(
        ExperimentPlan plan,
        ChampionStatus status
    )
    {
        var catalog = await GrainFactory.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key).List();
        ImmutableArray<string> known = [.. catalog.Select(record => record.Prompt.Version)];
        if (ExperimentPlanning.Check(plan, status.Champion, known.ToHashSet(), status.Archived.ToHashSet()) is { } refusal)
            return (null, null, refusal);
        plan = ExperimentPlanning.WithChampionFirst(plan, status.Champion);
        var (now, today) = (clock.UtcNow, DateOnly.FromDateTime(clock.UtcNow.UtcDateTime));
        var days = await ledger.ReadArmDaysAsync(
            plan.Signal,
            known,
            today.AddDays(-Traffic.Days),
            today.AddDays(-1),
            plan.VoteWindowDays,
            []
        );
        var level = (await Stream()).NextLevel;
        var experiment = ExperimentPlanning.Begin("", plan, ExperimentPlanning.History(days, plan, today), now, level);
        var forecast = ExperimentForecasting.Of(experiment, Traffic.Of(days, today, plan.VoteWindowDays));
        return (plan with { MaxDurationDays = forecast.MaxDurationDays }, forecast, null);
    }

    private IExperimentGrain Experiment(string id) => GrainFactory.GetGrain<IExperimentGrain>(id);

    private StartedExperiment Taken(string id) =>
        new(null, new ExperimentRefusal(ExperimentRefusalKind.SignalIsTaken, $"{id} runs for {Signal.Text()} already; stop it first."));
}
