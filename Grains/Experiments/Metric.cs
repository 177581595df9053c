using LearningActors.Analysis;
using LearningActors.Statistics;
using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>An arm's mean by the experiment's metric over its answers, and how two of them differ.</summary>
internal static class Metric
{
    /// <summary>What is observed of an arm; in looks that were stored before that was kept, every vote by itself.</summary>
    internal static Observations Counted(this ArmFigures arm) => arm.Observed ?? OfVotes(arm.ToTally());

    /// <summary>Every vote as an observation of its own.</summary>
    internal static Observations OfVotes(Tally tally) =>
        new(
            tally.Explanations,
            tally.Votes,
            tally.Positive,
            tally.Positive,
            tally.Ratings,
            tally.RatingSum,
            tally.RatingSquareSum,
            tally.Positive,
            tally.Positive,
            0
        );

    /// <summary>Observations of the metric: answers with votes, or with stars.</summary>
    internal static long N(this ArmFigures arm, SuccessMetric metric) => Sums(arm, metric).N;

    /// <summary>The mean share of positive votes, a fraction, or the mean in stars; null without observations.</summary>
    internal static double? Mean(this ArmFigures arm, SuccessMetric metric) =>
        Sums(arm, metric) is { N: > 0 } sums ? sums.Sum / sums.N : null;

    /// <summary>
    /// The variance of one observation. Shares have one observation of one half more, and stars one with the usual spread, so that a few
    /// equal ones do not look certain.
    /// </summary>
    internal static double Variance(this ArmFigures arm, SuccessMetric metric) => Sums(arm, metric).Variance;

    /// <summary>The standardised difference, challenger less champion; 0 without enough data.</summary>
    /// <remarks>
    /// By the variance of both arms together, as under equality. Stars spread by level, so for them an arm's own variance counts where it
    /// is larger.
    /// </remarks>
    internal static double Z(ArmFigures champion, ArmFigures challenger, SuccessMetric metric)
    {
        var (a, b) = (Sums(champion, metric), Sums(challenger, metric));
        if (Math.Min(a.N, b.N) < 2)
            return 0;
        var pooled = a.With(b);
        var square =
            metric == SuccessMetric.PositiveFeedbackPct
                ? pooled.PlainVariance * ((1.0 / a.N) + (1.0 / b.N))
                : (Math.Max(a.Variance, pooled.Variance) / a.N) + (Math.Max(b.Variance, pooled.Variance) / b.N);
        return square <= 0 ? 0 : ((b.Sum / b.N) - (a.Sum / a.N)) / Math.Sqrt(square);
    }

    /// <summary>The confidence sequence around the difference, challenger less champion.</summary>
    /// <param name="champion">The champion's sums.</param>
    /// <param name="challenger">The challenger's.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="level">The probability that the sequence ever misses, two-sided.</param>
    /// <param name="tightest">The number of observations in both arms at which it shall be tightest.</param>
    /// <returns>Null before each arm has <see cref="MeanSums.MinForSequence"/> observations: the sequence is asymptotic.</returns>
    internal static (double Difference, double Lower, double Upper)? Sequence(
        ArmFigures champion,
        ArmFigures challenger,
        SuccessMetric metric,
        double level,
        double tightest
    ) => Sums(champion, metric).SequenceTo(Sums(challenger, metric), level, tightest);

    /// <summary>
    /// What a reader of GrowthBook's reports expects beside the test: the probability that the challenger is better, and what promoting it
    /// would cost on average where it is not, in the metric's unit.
    /// </summary>
    /// <remarks>
    /// The posterior of the difference under a flat prior is normal around what was seen. C. Stucchio, "Bayesian A/B testing at VWO", 2015.
    /// </remarks>
    /// <returns>Both, and the standard error; null before each arm has <see cref="MeanSums.MinForSequence"/> observations.</returns>
    internal static (double ChanceToWin, double ExpectedLoss, double Error)? Posterior(
        ArmFigures champion,
        ArmFigures challenger,
        SuccessMetric metric
    )
    {
        var (a, b) = (Sums(champion, metric), Sums(challenger, metric));
        if (Math.Min(a.N, b.N) < MeanSums.MinForSequence)
            return null;
        var error = Math.Sqrt(a.SquaredErrorTo(b));
        var standard = ((b.Sum / b.N) - (a.Sum / a.N)) / error;
        return (Normal.CDF(0, 1, standard), error * (Normal.PDF(0, 1, standard) - (standard * Normal.CDF(0, 1, -standard))), error);
    }

    /// <summary>Looking on the way to the planned end, and giving up where going on is futile, cost so much of the sample.</summary>
    private const double Inflation = 1.05;

    /// <summary>Answers that each arm needs for a difference to be found.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="baseLine">The champion's mean.</param>
    /// <param name="effect">The difference, above 0, as <see cref="DetectableEffect"/> allows it.</param>
    /// <param name="oneSidedLevel">The level of one comparison.</param>
    /// <param name="power">The probability to find it.</param>
    /// <param name="variance">Of stars; unused for shares.</param>
    internal static long SampleSize(
        SuccessMetric metric,
        double baseLine,
        double effect,
        double oneSidedLevel,
        double power,
        double variance
    )
    {
        if (metric == SuccessMetric.PositiveFeedbackPct)
            return (long)Math.Ceiling(Inflation * TwoProportions.SampleSize(baseLine, baseLine + effect, oneSidedLevel, power));
        var sum = Normal.InvCDF(0, 1, 1 - oneSidedLevel) + Normal.InvCDF(0, 1, power);
        return (long)Math.Ceiling(Inflation * 2 * sum * sum * variance / (effect * effect));
    }

    /// <summary>The effect that can be planned for: above the champion's mean there must be room for it.</summary>
    internal static double DetectableEffect(SuccessMetric metric, double baseLine, double wanted)
    {
        var (best, least) = metric == SuccessMetric.PositiveFeedbackPct ? (0.999, 0.001) : (5, 0.01);
        return Math.Max(least, Math.Min(wanted, best - baseLine));
    }

    /// <summary>The base line that can be planned with: where everybody is pleased, there must be room for a smallest effect.</summary>
    internal static double BaseLine(SuccessMetric metric, double mean) =>
        metric == SuccessMetric.PositiveFeedbackPct ? Math.Clamp(mean, 0.002, 0.998) : Math.Min(mean, 4.99);

    private static MeanSums Sums(ArmFigures arm, SuccessMetric metric) =>
        arm.Counted() is var counted && metric == SuccessMetric.PositiveFeedbackPct
            ? new MeanSums(counted.Answers, counted.ShareSum, counted.ShareSquareSum, (0.5, 0.5))
            : new MeanSums(counted.RatedAnswers, counted.StarSum, counted.StarSquareSum, null);
}
