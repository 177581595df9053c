using System.Collections.Immutable;
using LearningActors.Analysis;
using LearningActors.Experiments;
using MathNet.Numerics.Random;

namespace LearningActors.Benchmarks.Learning;

/// <summary>A world of simulated raters.</summary>
/// <param name="Rates">The true positive rate of each arm; the first is the champion's.</param>
/// <param name="RatingsPerDay">Votes a day over all arms.</param>
/// <param name="Leanings">What each rater adds to the rate; empty for raters that are alike.</param>
/// <param name="PerRater">Randomised by the rater, not by the explanation: each rater sees one arm only.</param>
internal sealed record World(ImmutableArray<double> Rates, int RatingsPerDay, ImmutableArray<double> Leanings, bool PerRater = false);

/// <summary>One experiment, day by day, through the code that decides real ones.</summary>
internal sealed class SimulatedExperiment(World world, DecisionRule rule, int seed)
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);
    private readonly MersenneTwister _random = new(seed);
    private readonly string[] _versions = [.. world.Rates.Select((_, i) => $"v1.{i}")];
    private readonly Dictionary<int, int> _armOfRater = [];

    /// <summary>Runs it.</summary>
    /// <param name="days">Days at most.</param>
    /// <returns>The index of the arm that was promoted, 0 where none was, and the days it took.</returns>
    internal (int Winner, int Days) Run(int days)
    {
        var plan = ExperimentPlanning.Default(SignalType.Buy, _versions[0], _versions[1..], "simulation") with { Rule = rule };
        var history = new ArmFigures(_versions[0], 0, 0, 200, (long)Math.Round(200 * world.Rates[0]), 0, 0, 0, 0, 0, 0);
        var experiment = ExperimentPlanning.Begin("BUY-1", plan, history, s_start);
        var seen = new List<ArmDay>();
        for (var day = 1; day <= days; day++)
        {
            // What came in on the day before; at two in the morning somebody looks.
            if (day > 1)
                seen.AddRange(OneDay(DateOnly.FromDateTime(s_start.UtcDateTime).AddDays(day - 1), experiment));
            var now = s_start.AddDays(day);
            var (today, through) = (DateOnly.FromDateTime(now.UtcDateTime), DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1));
            var arms = ArmDays.Sum(experiment, seen, through);
            if (DecisionRules.ClearlyWorse(experiment, arms) is { IsEmpty: false } worse)
                experiment = ExperimentLifecycle.Drop(experiment, worse, today);
            if (rule != DecisionRule.Anytime && day % 7 != 0)
                continue;
            experiment = experiment with { Looks = experiment.Looks.Add(new Look($"{day}", now, through, arms)) };
            var verdict = DecisionRules.Decide(experiment, withBoundaries: false);
            if (verdict.Kind != VerdictKind.Continue)
                return (verdict.Winner is { } winner ? Array.IndexOf(_versions, winner) : 0, day);
        }

        return (0, days);
    }

    private IEnumerable<ArmDay> OneDay(DateOnly day, Experiment experiment)
    {
        // The split of that day; on a day of change the new one holds already, and the day does not count.
        var shares = Segments.Of(experiment.Segments, day) is { } segment
            ? experiment.Segments[segment].Shares
            : experiment.Segments[^1].Shares;
        var (votes, positive) = (new long[_versions.Length], new long[_versions.Length]);
        for (var i = 0; i < world.RatingsPerDay; i++)
        {
            var rater = world.Leanings.IsEmpty ? -1 : _random.Next(world.Leanings.Length);
            var arm = world.PerRater
                ? _armOfRater.TryGetValue(rater, out var known)
                    ? known
                    : _armOfRater[rater] = Choose(shares)
                : Choose(shares);
            var rate = Math.Clamp(world.Rates[arm] + (rater < 0 ? 0 : world.Leanings[rater]), 0, 1);
            votes[arm]++;
            if (_random.NextDouble() < rate)
                positive[arm]++;
        }

        return _versions.Select(
            (version, arm) => new ArmDay(day, version, new Tally(votes[arm], 0, 0, votes[arm], votes[arm], positive[arm], 0, 0, 0, 0, 0))
        );
    }

    private int Choose(ImmutableArray<double> shares)
    {
        var place = _random.NextDouble();
        for (var arm = 0; arm < shares.Length; arm++)
        {
            place -= shares[arm];
            if (place < 0)
                return arm;
        }

        return 0;
    }
}
