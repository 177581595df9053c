using LearningActors.Prompts;

namespace LearningActors.Experiments;

/// <inheritdoc cref="IExperimentCoordinatorGrain" />
/// <remarks>
/// Keeps nothing: the champion grain says who has the signal, and the experiment's own grain whether it runs. A start claims the
/// signal, and then the experiment writes its plan and sets its split. Of one that was interrupted in between, the claim is left,
/// or the plan without a split; the next start finds and settles both.
/// </remarks>
public sealed class ExperimentCoordinatorGrain : Grain, IExperimentCoordinatorGrain
{
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
    public async Task<StartedExperiment> Start(ExperimentPlan plan)
    {
        if ((await Champion.Get()).Experiment is { } taken && await Experiment(taken.Id).Confirm())
            return Taken(taken.Id);
        var status = await Champion.Get();
        var catalog = await GrainFactory.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key).List();
        var known = catalog.Select(record => record.Prompt.Version).ToHashSet();
        if (ExperimentPlanning.Check(plan, status.Champion, known, status.Archived.ToHashSet()) is { } refusal)
            return new StartedExperiment(null, refusal);
        switch (await Champion.Claim(status.Champion))
        {
            case { Result: ClaimResult.Granted, Id: { } id }:
                return await Experiment(id).Start(ExperimentPlanning.WithChampionFirst(plan, status.Champion)) is { } lost
                    ? new StartedExperiment(null, lost)
                    : new StartedExperiment(id, null);
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
    public async Task<string> Decide(string occurrence) =>
        (await Champion.Get()).Experiment is { } taken ? await Experiment(taken.Id).Decide(occurrence) : NothingRuns;

    /// <inheritdoc />
    public async Task<string> Watch(string occurrence)
    {
        var said = new List<string>();
        var status = await Champion.Get();
        if (status.Holdout is not null && Championship.LastPromotion(status.History)?.ExperimentId is { } promoted)
            said.Add(await Experiment(promoted).Watch(occurrence));
        if ((await Champion.Get()).Experiment is { } taken)
            said.Add(await Experiment(taken.Id).Watch(occurrence));
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

    private IExperimentGrain Experiment(string id) => GrainFactory.GetGrain<IExperimentGrain>(id);

    private StartedExperiment Taken(string id) =>
        new(null, new ExperimentRefusal(ExperimentRefusalKind.SignalIsTaken, $"{id} runs for {Signal.Text()} already; stop it first."));
}
