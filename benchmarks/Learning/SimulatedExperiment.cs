using System.Collections.Immutable;
using LearningActors.Experiments;
using MathNet.Numerics.Random;

namespace LearningActors.Benchmarks.Learning;

/// <summary>One experiment, day by day to its end, through the code that decides real ones.</summary>
internal sealed class SimulatedExperiment
{
    private static readonly ExperimentOptions s_options = new();
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);
    private readonly World _world;
    private readonly DecisionRule _rule;
    private readonly Random _random;
    private readonly SimulatedReaders _readers;
    private readonly string[] _versions;
    private readonly List<SimulatedDay> _days = [];

    /// <summary>Days to which nothing comes any more, added up by segment and arm.</summary>
    private readonly Dictionary<(DateOnly Segment, string Version), ArmDay> _settled = [];

    internal SimulatedExperiment(World world, DecisionRule rule, int seed)
    {
        (_world, _rule, _random) = (world, rule, new Xoshiro256StarStar(seed, threadSafe: false));
        _readers = new SimulatedReaders(world, _random);
        _versions = [.. world.Rates.Select((_, i) => $"v1.{i}")];
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The index of the arm that was promoted, 0 where none was, and the days it took.</returns>
    internal (int Winner, int Days) Run()
    {
        var state = Begin();
        for (var day = 1; ; day++)
        {
            var date = DateOnly.FromDateTime(s_start.UtcDateTime).AddDays(day);
            // At two in the morning somebody looks at what came in until midnight.
            if (day > 1)
                Explain(date.AddDays(-1), day - 1, state.Experiment!);
            var now = s_start.AddDays(day);
            Settle(date, state.Experiment!);
            ImmutableArray<ArmDay> seen = [.. _settled.Values, .. _days.Select(one => one.At(date.AddDays(-1)))];
            state = ExperimentDecisions.LookAfter(state, seen, now).State;
            if (_rule != DecisionRule.Anytime && day % 7 != 0)
                continue;
            state = ExperimentDecisions.Look(state, seen, $"{day}", now, s_options, withBoundaries: false).State;
            if (state.Experiment!.Decision is { } decision)
                return (decision.Winner is { } winner ? Array.IndexOf(_versions, winner) : 0, day);
        }
    }

    private ExperimentState Begin()
    {
        var plan = ExperimentPlanning.Default(SignalType.Buy, _versions[0], _versions[1..], "simulation") with
        {
            Rule = _rule,
            Metric = _world.Metric,
            MinimumDetectableEffect = _world.Metric == SuccessMetric.AvgRating ? 0.3 : 0.1,
        };
        if (!_world.Split.IsEmpty)
            plan = plan with { Arms = [.. _versions.Select((version, i) => new ArmShare(version, _world.Split[i]))] };
        // The champion's last weeks, when it was alone; the deadline follows from them.
        var today = DateOnly.FromDateTime(s_start.UtcDateTime);
        var days = Enumerable.Range(-Traffic.Days, Traffic.Days).Select(day => Alone(today.AddDays(day), day, plan)).ToArray();
        var history = ExperimentPlanning.History(days, plan, today);
        var forecast = ExperimentForecasting.Of(
            ExperimentPlanning.Begin("BUY-1", plan, history, s_start),
            Traffic.Of(days, today, plan.VoteWindowDays)
        );
        plan = plan with { MaxDurationDays = forecast.MaxDurationDays };
        return ExperimentLifecycle.Begin(ExperimentPlanning.Begin("BUY-1", plan, history, s_start)) with { Unraised = [] };
    }

    private ArmDay Alone(DateOnly date, int day, ExperimentPlan plan)
    {
        var sums = new SimulatedDay(date, _versions[0]);
        for (var i = 0; i < ExplanationsPerDay(day); i++)
            sums.Add([_readers.Vote(0, _readers.Answer(0, Math.Min(day, 0)))], plan.VoteWindowDays);
        return sums.At(DateOnly.FromDateTime(s_start.UtcDateTime).AddDays(-1));
    }

    /// <summary>Decisions follow from sums over the days of a segment: old days may as well be one.</summary>
    private void Settle(DateOnly today, Experiment experiment)
    {
        foreach (var old in _days.Where(day => day.IsSettled(today)))
        {
            var day = old.At(today);
            if (Segments.Of(experiment.Segments, day.Day) is not { } segment)
                continue;
            var key = (experiment.Segments[segment].From, day.Version);
            _settled[key] = _settled.TryGetValue(key, out var sum)
                ? sum with
                {
                    Tally = sum.Tally + day.Tally,
                    Observed = sum.Observed!.Add(day.Observed!),
                }
                : day with
                {
                    Day = key.From,
                };
        }

        _days.RemoveAll(day => day.IsSettled(today));
    }

    private double ExplanationsPerDay(int day) =>
        _world.VotesPerDay / _world.VotesPerExplanation / _world.FeedbackRate * _world.Traffic(day);

    private void Explain(DateOnly date, int day, Experiment experiment)
    {
        // The split of that day; on a day of change the new one holds already, and the day does not count.
        var shares = Segments.Of(experiment.Segments, date) is { } segment
            ? experiment.Segments[segment].Shares
            : experiment.Segments[^1].Shares;
        SimulatedDay[] days = [.. _versions.Select(version => new SimulatedDay(date, version))];
        var (count, spammed) = ((int)Math.Round(ExplanationsPerDay(day)), false);
        for (var i = 0; i < count; i += _world.ExplanationsPerAnswer)
        {
            var arm = Choose(shares);
            var share = _readers.Answer(arm, day);
            var explanations = new List<SimulatedVote>[_world.ExplanationsPerAnswer];
            for (var k = 0; k < explanations.Length; k++)
                explanations[k] = _readers.Vote(arm, share);
            if (!spammed && _world.Spam is { } spam && (spam.Arm ?? arm) == arm)
            {
                spammed = true;
                explanations[0].AddRange(Enumerable.Repeat(new SimulatedVote(spam.Positive, spam.Positive ? 5 : 1, 0), spam.Votes));
            }

            days[arm].Add(explanations, experiment.Plan.VoteWindowDays);
        }

        _days.AddRange(days);
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
