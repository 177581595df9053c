using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>Observations and their first two sums.</summary>
/// <param name="N">Observations.</param>
/// <param name="Sum">The sum of the values.</param>
/// <param name="SquareSum">The sum of their squares.</param>
/// <param name="Prior">What one observation more adds to both sums; null for stars, whose usual spread is added.</param>
internal readonly record struct MeanSums(long N, double Sum, double SquareSum, (double Value, double Square)? Prior)
{
    /// <summary>Observations on each side before the asymptotic sequence is trusted.</summary>
    internal const int MinForSequence = 20;

    /// <summary>Stars spread so much where there are too few to tell.</summary>
    private const double UsualRatingDeviation = 1.2;

    internal double? Mean => N == 0 ? null : Sum / N;

    /// <summary>The variance of the observations alone.</summary>
    internal double PlainVariance => N == 0 ? 0 : Math.Max(0, (SquareSum / N) - (Sum / N * (Sum / N)));

    internal double Variance
    {
        get
        {
            if (Prior is { } prior)
            {
                var mean = (Sum + prior.Value) / (N + 1);
                return Math.Max(0, ((SquareSum + prior.Square) / (N + 1)) - (mean * mean));
            }

            return ((PlainVariance * N) + (UsualRatingDeviation * UsualRatingDeviation)) / Math.Max(1, N);
        }
    }

    internal MeanSums With(MeanSums other) => new(N + other.N, Sum + other.Sum, SquareSum + other.SquareSum, Prior);

    /// <summary>
    /// By the larger of each one's own variance and that of both together: where one has seen few, and all alike, its own says too
    /// little.
    /// </summary>
    internal double SquaredErrorTo(MeanSums other)
    {
        var pooled = With(other).Variance;
        return (Math.Max(Variance, pooled) / N) + (Math.Max(other.Variance, pooled) / other.N);
    }

    internal (double Difference, double Lower, double Upper)? SequenceTo(MeanSums other, double level, double tightest)
    {
        if (Math.Min(N, other.N) < MinForSequence)
            return null;
        var n = N + other.N;
        var half = ConfidenceSequence.HalfWidth(Math.Sqrt(n * SquaredErrorTo(other)), n, level, tightest);
        var difference = (other.Sum / other.N) - (Sum / N);
        return (difference, difference - half, difference + half);
    }
}
