using LearningActors.Alerts;
using LearningActors.Cycles;
using LearningActors.Prompts;
using NodaTime;

namespace LearningActors.Experiments;

/// <summary>
/// Monday 02:00 UTC, for each signal: decides if ready; where nothing runs, generates variants and starts the next experiment.
/// </summary>
public sealed class WeeklyPromptsCycle(IClock clock) : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.WeeklyPrompts;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(2, 0), new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Monday });

    /// <inheritdoc />
    public int CatchUp => 4;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps =>
        field ??= [
            .. SignalTypes.All.Select(signal => new CycleStep(
                signal.Text(),
                (occurrence, grains) => RunAsync(signal, occurrence.Id, grains)
            )),
        ];

    private async Task<string> RunAsync(SignalType signal, string occurrence, IGrainFactory grains)
    {
        var coordinator = grains.GetGrain<IExperimentCoordinatorGrain>(signal.Text());
        var decided = await coordinator.Decide(occurrence);
        var status = await grains.GetGrain<IChampionGrain>(signal.Text()).Get();
        return status.Experiment is null ? $"{decided} {await StartNextAsync(coordinator, status, occurrence, grains)}" : decided;
    }

    private async Task<string> StartNextAsync(
        IExperimentCoordinatorGrain coordinator,
        ChampionStatus status,
        string occurrence,
        IGrainFactory grains
    )
    {
        var catalog = grains.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key);
        var generated = await catalog.Generate(
            new GenerationRequest($"{occurrence}/{status.Signal.Text()}", status.Signal, status.Champion)
        );
        if (generated.Refusal is { Kind: PromptRefusalKind.Budget } overBudget)
        {
            await grains
                .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
                .Raise(
                    new Alert(
                        $"budget/{clock.UtcNow:yyyy-MM}",
                        AlertKind.Budget,
                        "The budget for prompt generation is spent",
                        overBudget.Reason
                    )
                );
        }

        // Also those that an earlier occurrence, or a person, left untried.
        var challengers = Untried(await catalog.List(), status);
        if (challengers.Length == 0)
            return $"Nothing to try: {generated.Refusal?.Reason ?? string.Join(" ", generated.Generation!.Refusals)}";
        var started = await coordinator.Start(ExperimentPlanning.Default(status.Signal, status.Champion, challengers, occurrence));
        return started.Refusal is { } refusal
            ? $"Not started: {refusal.Reason}"
            : $"{started.Id} was started with {string.Join(", ", challengers)}.";
    }

    /// <summary>Those of people first, then the newest; in the order in which they were added.</summary>
    private static string[] Untried(IEnumerable<PromptRecord> catalog, ChampionStatus status) =>
        [
            .. catalog
                .Select((record, ordinal) => (Record: record, Ordinal: ordinal))
                .Where(one =>
                    one.Record.Signal == status.Signal
                    && one.Record.Prompt.Version != status.Champion
                    && !status.Archived.Contains(one.Record.Prompt.Version)
                )
                .OrderBy(one => one.Record.Origin == PromptOrigin.Manual ? 0 : 1)
                .ThenByDescending(one => one.Ordinal)
                .Take(ExperimentPlanning.DefaultChallengers)
                .OrderBy(one => one.Ordinal)
                .Select(one => one.Record.Prompt.Version),
        ];
}
