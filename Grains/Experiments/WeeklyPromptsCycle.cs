using LearningActors.Alerts;
using LearningActors.Cycles;
using LearningActors.Prompts;
using NodaTime;

namespace LearningActors.Experiments;

/// <summary>
/// Monday 02:00 UTC, for each signal: decides if ready; where nothing runs and no promotion is being compared with the champion before
/// it, generates variants and starts the next experiment.
/// </summary>
public sealed class WeeklyPromptsCycle(IEnumerable<INextExperiment> others, IClock clock) : ICycle
{
    /// <summary>An experiment that would take longer is started with fewer challengers.</summary>
    private const int LongestDays = 91;

    /// <inheritdoc />
    public string Name => CycleNames.WeeklyPrompts;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(2, 0), new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Monday });

    /// <inheritdoc />
    public int CatchUp => 4;

    /// <summary>First all decisions, since a model that is down stops only what comes after them.</summary>
    public IReadOnlyList<CycleStep> Steps =>
        field ??= [
            .. SignalTypes.All.Select(signal => new CycleStep(
                signal.Text(),
                (occurrence, grains) => grains.GetGrain<IExperimentCoordinatorGrain>(signal.Text()).Decide(occurrence.Id)
            )),
            .. SignalTypes.All.Select(signal => new CycleStep(
                $"next {signal.Text()}",
                (occurrence, grains) => NextAsync(signal, occurrence.Id, grains)
            )),
        ];

    private async Task<string> NextAsync(SignalType signal, string occurrence, IGrainFactory grains)
    {
        var status = await grains.GetGrain<IChampionGrain>(signal.Text()).Get();
        if (status is { Experiment: null, Holdout: null })
        {
            foreach (var other in others)
            {
                if (await other.StartAsync(signal, occurrence, grains) is { } started)
                    return started;
            }
        }

        return status switch
        {
            { Experiment: { } running } => $"{running.Id} goes on.",
            { Holdout: { } holdout } =>
                $"{status.Champion} is compared with {holdout.Version} until {holdout.Until.UtcDateTime:yyyy-MM-dd}.",
            _ => await StartNextAsync(grains.GetGrain<IExperimentCoordinatorGrain>(signal.Text()), status, occurrence, grains),
        };
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
        if (challengers.Length > 0)
            return await StartAsync(coordinator, status, challengers, occurrence);
        // The step is tried again through the day; what was decided before it stays.
        if (generated.Refusal is { Kind: PromptRefusalKind.NoAnswer } down)
            throw new PromptGenerationException(down.Reason);
        return $"Nothing to try: {generated.Refusal?.Reason ?? string.Join(" ", generated.Generation!.Refusals)}";
    }

    /// <summary>With as many challengers as the traffic supports: each costs the others votes.</summary>
    private static async Task<string> StartAsync(
        IExperimentCoordinatorGrain coordinator,
        ChampionStatus status,
        string[] challengers,
        string occurrence
    )
    {
        for (var count = challengers.Length; ; count--)
        {
            var plan = ExperimentPlanning.Default(status.Signal, status.Champion, challengers[..count], occurrence);
            if (count > 1 && (await coordinator.Forecast(plan)).Forecast is { DaysToConfirm: > LongestDays })
                continue;
            var started = await coordinator.Start(plan);
            return started.Refusal is { } refusal
                ? $"Not started: {refusal.Reason}"
                : $"{started.Id} was started with {string.Join(", ", challengers[..count])}.";
        }
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
                    // Those are compared by themselves, and by other rules.
                    && one.Record.Origin != PromptOrigin.Tuned
                )
                .OrderBy(one => one.Record.Origin == PromptOrigin.Manual ? 0 : 1)
                .ThenByDescending(one => one.Ordinal)
                .Take(ExperimentPlanning.DefaultChallengers)
                .OrderBy(one => one.Ordinal)
                .Select(one => one.Record.Prompt.Version),
        ];
}
