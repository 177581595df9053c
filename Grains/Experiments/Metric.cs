using LearningActors.Statistics;
using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>An arm's mean by the experiment's metric, and how two of them differ.</summary>
internal static class Metric
{
    /// <summary>Stars spread so much where there are too few to tell.</summary>
    private const double UsualRatingDeviation = 1.2;

    /// <summary>Observations of the metric: votes, or ratings.</summary>
    internal static long N(this ArmFigures arm, SuccessMetric metric) =>
        metric == SuccessMetric.PositiveFeedbackPct ? arm.Votes : arm.Ratings;

    /// <summary>The rate, a fraction, or the mean in stars; null without observations.</summary>
    internal static double? Mean(this ArmFigures arm, SuccessMetric metric) =>
        arm.N(metric) switch
        {
            0 => null,
            var n when metric == SuccessMetric.PositiveFeedbackPct => (double)arm.Positive / n,
            var n => (double)arm.RatingSum / n,
        };

    /// <summary>
    /// The variance of one observation. A rate is drawn towards one half by one observation, and stars by one with the usual
    /// spread, so that a few equal ones do not look certain.
    /// </summary>
    internal static double Variance(this ArmFigures arm, SuccessMetric metric)
    {
        var n = (double)arm.N(metric);
        if (metric == SuccessMetric.PositiveFeedbackPct)
        {
            var rate = (arm.Positive + 0.5) / (n + 1);
            return rate * (1 - rate);
        }

        var squares = n < 1 ? 0 : Math.Max(0, arm.RatingSquareSum - (arm.RatingSum * (double)arm.RatingSum / n));
        return (squares + (UsualRatingDeviation * UsualRatingDeviation)) / Math.Max(1, n);
    }

    /// <summary>
    /// The standardised difference, challenger less champion: pooled for rates, Welch's for stars; 0 without enough data.
    /// </summary>
    internal static double Z(ArmFigures champion, ArmFigures challenger, SuccessMetric metric)
    {
        if (metric == SuccessMetric.PositiveFeedbackPct)
            return TwoProportions.Z(champion.Positive, champion.Votes, challenger.Positive, challenger.Votes);
        var (nA, nB) = (champion.Ratings, challenger.Ratings);
        return nA < 2 || nB < 2
            ? 0
            : (challenger.Mean(metric)!.Value - champion.Mean(metric)!.Value)
                / Math.Sqrt((champion.Variance(metric) / nA) + (challenger.Variance(metric) / nB));
    }

    /// <summary>Votes, or ratings, that each arm needs for a difference to be found.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="baseLine">The champion's mean.</param>
    /// <param name="effect">The difference, above 0.</param>
    /// <param name="oneSidedLevel">The level of one comparison.</param>
    /// <param name="power">The probability to find it.</param>
    /// <param name="variance">Of stars; unused for rates.</param>
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
        {
            var better = Math.Min(baseLine + effect, 0.999);
            return TwoProportions.SampleSize(Math.Min(baseLine, better - 0.001), better, oneSidedLevel, power);
        }

        var sum = Normal.InvCDF(0, 1, 1 - oneSidedLevel) + Normal.InvCDF(0, 1, power);
        return (long)Math.Ceiling(2 * sum * sum * variance / (effect * effect));
    }

    /// <summary>The confidence sequence around the difference, challenger less champion.</summary>
    /// <param name="champion">The champion's sums.</param>
    /// <param name="challenger">The challenger's.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="level">The probability that the sequence ever misses, two-sided.</param>
    /// <param name="tightest">The number of observations in both arms at which it shall be tightest.</param>
    /// <returns>Null before each arm has <see cref="MinForSequence"/> observations: the sequence is asymptotic.</returns>
    internal static (double Difference, double Lower, double Upper)? Sequence(
        ArmFigures champion,
        ArmFigures challenger,
        SuccessMetric metric,
        double level,
        double tightest
    )
    {
        var (nA, nB) = (champion.N(metric), challenger.N(metric));
        if (Math.Min(nA, nB) < MinForSequence)
            return null;
        var n = nA + nB;
        var deviation = Math.Sqrt(n * ((champion.Variance(metric) / nA) + (challenger.Variance(metric) / nB)));
        var half = ConfidenceSequence.HalfWidth(deviation, n, level, tightest);
        var difference = challenger.Mean(metric)!.Value - champion.Mean(metric)!.Value;
        return (difference, difference - half, difference + half);
    }

    /// <summary>Observations in each arm before the asymptotic sequence is trusted.</summary>
    internal const int MinForSequence = 20;
}
