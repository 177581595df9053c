using LearningActors.Analysis;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Experiments;
using LearningActors.FineTuning;
using LearningActors.Insights;
using LearningActors.Recommendations;
using LearningActors.WeeklySummaries;
using NodaTime;
using CycleStatus = LearningActors.Client.CycleStatus;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>No occurrence of a cycle is skipped, and none is done twice: what they say that they did, against their schedules.</summary>
internal sealed class CycleWatch
{
    private static readonly TimeSpan s_restWithin = TimeSpan.FromMinutes(3);

    private static readonly ICycle[] s_cycles =
    [
        new NightlyMetricsCycle(),
        new NightlyExperimentsCycle(),
        new WeeklyPromptsCycle([], SystemClock.Instance),
        new NightlyLearningCycle(),
        new ReconcileCycle(),
        new OutcomesCycle(),
        new WeeklySummaryCycle(null!),
        new MonthlyFineTuningCycle(),
    ];

    private readonly Dictionary<string, DateTimeOffset> _first = [];
    private readonly Dictionary<string, Dictionary<string, string>> _ended = [];
    private readonly Dictionary<string, HashSet<string>> _mayBeSkipped = [];
    private DateTimeOffset _latest;

    /// <summary>Occurrences that ended, of all cycles.</summary>
    internal int Ended => _ended.Values.Sum(one => one.Count);

    /// <summary>From here on everything is expected to be done.</summary>
    internal async Task BeginAsync(ChaosWorld world)
    {
        var page = await RestAsync(world);
        foreach (var cycle in s_cycles)
        {
            _first[cycle.Name] = page.Single(one => one.Name == cycle.Name).NextAt;
            _ended[cycle.Name] = [];
            _mayBeSkipped[cycle.Name] = [];
        }
    }

    /// <summary>The clock was moved so far at once: what is older than a cycle makes up may be skipped.</summary>
    internal void Jumped(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var cycle in s_cycles)
            _mayBeSkipped[cycle.Name].UnionWith(Due(cycle, from, to).SkipLast(cycle.CatchUp));
    }

    /// <summary>Waits until nothing is due, and compares.</summary>
    internal async Task<IReadOnlyList<string>> CheckAsync(ChaosWorld world)
    {
        var wrong = new List<string>();
        var through = world.Now > _latest ? world.Now : _latest;
        var page = await RestAsync(world);
        _latest = through;
        foreach (var cycle in s_cycles)
        {
            var recent = page.Single(one => one.Name == cycle.Name).Recent;
            wrong.AddRange(
                recent
                    .GroupBy(run => run.Occurrence)
                    .Where(runs => runs.Count() > 1)
                    .Select(runs => $"{cycle.Name} of {runs.Key} ended {runs.Count()} times.")
            );
            foreach (var run in recent)
            {
                if (_ended[cycle.Name].TryGetValue(run.Occurrence, out var before) && before != run.Outcome)
                    wrong.Add($"{cycle.Name} of {run.Occurrence} was {before}, and is {run.Outcome}.");
                _ended[cycle.Name][run.Occurrence] = run.Outcome;
            }

            wrong.AddRange(
                Due(cycle, _first[cycle.Name].AddTicks(-1), through)
                    .Where(occurrence => !_ended[cycle.Name].ContainsKey(occurrence))
                    .Select(occurrence => $"{cycle.Name} of {occurrence} was not done.")
            );
            wrong.AddRange(
                _ended[cycle.Name]
                    .Where(one => one.Value != "completed" && !(one.Value == "skipped" && _mayBeSkipped[cycle.Name].Contains(one.Key)))
                    .Select(one => $"{cycle.Name} of {one.Key} is {one.Value}.")
            );
        }

        return wrong;
    }

    /// <summary>Wakes the cycles until nothing is under way, due, or waiting for another attempt.</summary>
    private static async Task<IReadOnlyList<CycleStatus>> RestAsync(ChaosWorld world)
    {
        var began = DateTimeOffset.UtcNow;
        for (var round = 0; ; round++)
        {
            var node = world.Nodes[round % world.Nodes.Count];
            await ChaosWorld.WakeAsync(node);
            var page = await ChaosWorld.ReadAsync<Page<CycleStatus>>(node, "/api/admin/cycles");
            if (page is null && DateTimeOffset.UtcNow - began > s_restWithin)
                throw new ChaosException($"The cycles are not told within {s_restWithin}.");
            if (page is not null)
            {
                if (page.Items.All(one => one is { Watched: true, Current: null } && one.NextAt > world.Now))
                    return page.Items;
                if (DateTimeOffset.UtcNow - began > s_restWithin)
                {
                    var busy = page.Items.Where(one => one.Current is not null || one.NextAt <= world.Now || !one.Watched);
                    throw new ChaosException(
                        "Cycles do not come to rest: "
                            + string.Join("; ", busy.Select(one => $"{one.Name} next {one.NextAt:u}, {one.Current}"))
                            + $" at {world.Now:u}"
                    );
                }

                // An attempt that failed is made again after a pause by the learning clock, at first of a minute.
                if (round > 2 && page.Items.Any(one => one.Current is not null))
                    world.Clock.Ahead += TimeSpan.FromMinutes(Math.Min(60, round));
            }

            await Task.Delay(Math.Min(1000, 50 * (round + 1)));
        }
    }

    private static IEnumerable<string> Due(ICycle cycle, DateTimeOffset after, DateTimeOffset through) =>
        cycle
            .Schedule.Between(Instant.FromDateTimeOffset(after), Instant.FromDateTimeOffset(through))
            .Select(one => one.Date.ToString("uuuu-MM-dd", null));
}
