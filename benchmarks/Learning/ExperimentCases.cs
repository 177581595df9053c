using LearningActors.Experiments;

namespace LearningActors.Benchmarks.Learning;

/// <summary>A world, and what is counted in it.</summary>
/// <param name="Section">Where it stands on the page.</param>
/// <param name="What">In words.</param>
/// <param name="Wanted">The bound.</param>
/// <param name="World">The world.</param>
/// <param name="Right">The arm that should be promoted; null where every promotion is false.</param>
internal sealed record ExperimentCase(string Section, string What, string Wanted, World World, int? Right = null);

/// <summary>The worlds in which experiments are tried.</summary>
internal static class ExperimentCases
{
    /// <summary>The section of what is promoted although it is no better.</summary>
    internal const string Null = "Experiments: false promotions";

    private const string False = "≤ 5 %";
    private const string Power = "Experiments: what is better is found";
    private const string Who = "Experiments: who votes, and when";

    internal static IEnumerable<ExperimentCase> All => [.. s_usual, .. s_correlated, .. s_whoVotes, .. s_shapes];

    private static World Nothing(double votes = 100) => new([0.7, 0.7, 0.7, 0.7], votes);

    private static World Better(double votes = 100) => new([0.7, 0.7, 0.7, 0.8], votes);

    private static readonly ExperimentCase[] s_usual =
    [
        .. new[] { 10.0, 30, 100 }.Select(votes => new ExperimentCase(
            Null,
            $"equal arms at 0.70, {votes} votes a day",
            False,
            Nothing(votes)
        )),
        .. new[] { 30.0, 100 }.Select(votes => new ExperimentCase(
            Null,
            $"one bad arm at 0.50, {votes} votes a day",
            False,
            new World([0.7, 0.7, 0.7, 0.5], votes)
        )),
        new(Power, "one arm at 0.80, every explanation is voted on", "found ≥ 95 %", Better() with { FeedbackRate = 1 }, 3),
        new(Power, "one arm at 0.80, three of ten explanations are voted on", "found", Better(), 3),
        new(Power, "one arm at 0.80, one of twenty explanations is voted on", "found", Better() with { FeedbackRate = 0.05 }, 3),
        new(Power, "one arm at 0.80, 30 votes a day", "found", Better(30), 3),
    ];

    private static readonly ExperimentCase[] s_correlated =
    [
        .. new[] { 0.1, 0.3, 0.5 }.Select(icc => new ExperimentCase(
            Null,
            $"eight votes an explanation, ICC {icc:0.0}",
            False,
            Nothing() with
            {
                VotesPerExplanation = 8,
                Icc = icc,
            }
        )),
        new(
            Power,
            "eight votes an explanation, ICC 0.3, 800 votes a day, one arm at 0.80",
            "found ≥ 94.5 %",
            Better(800) with
            {
                VotesPerExplanation = 8,
                Icc = 0.3,
            },
            3
        ),
        new(Null, "each answer shown ten times, ICC 0.3", False, Nothing(300) with { ExplanationsPerAnswer = 10, Icc = 0.3 }),
        new(Null, "20 down-votes for one explanation a day", False, Nothing() with { Spam = new Spam(20, Positive: false, Arm: null) }),
        new(Null, "… for one of the champion's", False, Nothing() with { Spam = new Spam(20, Positive: false, Arm: 0) }),
        new(
            Null,
            "ten up-votes for one of a challenger's explanations a day",
            False,
            Nothing() with
            {
                Spam = new Spam(10, Positive: true, Arm: 3),
            }
        ),
        new(
            Null,
            "twenty raters of different leanings",
            False,
            Nothing() with
            {
                Leanings = [.. Enumerable.Range(0, 20).Select(i => (i - 9.5) / 9.5 * 0.25)],
            }
        ),
    ];

    private static readonly ExperimentCase[] s_whoVotes =
    [
        new(Who, "one arm's displeased readers vote 3 to 5 days later", False, Nothing() with { DispleasedDelay = [0, 0, 0, 3] }),
        new(Who, "all votes come in over five days", False, Nothing() with { Delay = 5 }),
        .. new[] { 0.85, 0.7 }.Select(part => new ExperimentCase(
            Who,
            $"one arm's displeased readers vote {1 - part:P0} less often",
            False,
            Nothing() with
            {
                DispleasedVote = [1, 1, 1, part],
            }
        )),
        new(Who, "every challenger's displeased readers vote 30 % less often", "", Nothing() with { DispleasedVote = [1, 0.7, 0.7, 0.7] }),
        .. new[] { 2.0, 4 }.Select(times => new ExperimentCase(
            Power,
            $"one arm at 0.90 instead of 0.70, whose displeased readers vote {times} times as often as others",
            times > 2 ? "" : "found",
            new World([0.7, 0.7, 0.7, 0.9], 100 * times) { FeedbackRate = 0.9, DispleasedVote = [1, 1, 1, times] },
            3
        )),
        new(
            Power,
            "one arm at 0.90 instead of 0.70, displeased readers everywhere vote five times as often",
            "found",
            new World([0.7, 0.7, 0.7, 0.9], 500) { FeedbackRate = 0.9, DispleasedVote = [5, 5, 5, 5] },
            3
        ),
    ];

    private static readonly ExperimentCase[] s_shapes =
    [
        new(
            Null,
            "a quarter of the traffic and 0.15 less at weekends",
            False,
            Nothing() with
            {
                Traffic = Weekend(1, 0.25),
                Trend = Weekend(0, -0.15),
            }
        ),
        new(Null, "all rates fall by 0.01 a day for four weeks", False, Nothing() with { Trend = day => -0.01 * Math.Min(day, 28) }),
        new(Null, "3 votes a day", False, Nothing(3)),
        new(Null, "an arm that nobody votes on", False, Nothing() with { Silent = [2] }),
        .. new[] { 0.01, 0.95, 0.99 }.Select(rate => new ExperimentCase(
            Null,
            $"equal arms at {rate:0.00}",
            False,
            new World([rate, rate, rate, rate], 100)
        )),
        .. new[] { 0.95, 0.99 }.Select(rate => new ExperimentCase(
            Null,
            $"equal arms at {rate:0.00}, split 85/5/5/5",
            False,
            new World([rate, rate, rate, rate], 100) { Split = [0.85, 0.05, 0.05, 0.05] }
        )),
        new(Null, "equal arms at 0.70, split 85/5/5/5", False, Nothing() with { Split = [0.85, 0.05, 0.05, 0.05] }),
        new(Null, "J-shaped stars, equal arms", False, Nothing() with { Metric = SuccessMetric.AvgRating }),
        new(
            Null,
            "J-shaped stars, split 85/5/5/5 at 0.95",
            False,
            new World([0.95, 0.95, 0.95, 0.95], 100) { Metric = SuccessMetric.AvgRating, Split = [0.85, 0.05, 0.05, 0.05] }
        ),
        new(Power, "J-shaped stars, one arm at 0.80", "found", Better() with { Metric = SuccessMetric.AvgRating }, 3),
    ];

    private static Func<int, double> Weekend(double usually, double atWeekends) => day => day % 7 is 5 or 6 ? atWeekends : usually;
}
