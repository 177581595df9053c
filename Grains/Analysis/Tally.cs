using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>Sums over a group of explanations and their votes. Groups add up.</summary>
/// <param name="Explanations">Served.</param>
/// <param name="Cached">Served from the cache.</param>
/// <param name="Fallbacks">Served as a fallback.</param>
/// <param name="Rated">Explanations with at least one vote.</param>
/// <param name="Votes">Votes on them, whichever session gave them.</param>
/// <param name="Positive">Votes with thumb up, or 4 and 5 stars where there is no thumb.</param>
/// <param name="Ratings">Votes with stars.</param>
/// <param name="RatingSum">Sum of stars.</param>
/// <param name="RatingSquareSum">Sum of squared stars.</param>
/// <param name="CostUsd">What models charged for them, USD.</param>
/// <param name="LatencyMsSum">Sum of latencies, milliseconds.</param>
public readonly record struct Tally(
    long Explanations,
    long Cached,
    long Fallbacks,
    long Rated,
    long Votes,
    long Positive,
    long Ratings,
    long RatingSum,
    long RatingSquareSum,
    decimal CostUsd,
    long LatencyMsSum
)
{
    public static Tally operator +(Tally left, Tally right) => Add(left, right);

    /// <summary>The sums of both groups.</summary>
    public static Tally Add(Tally left, Tally right) =>
        new(
            left.Explanations + right.Explanations,
            left.Cached + right.Cached,
            left.Fallbacks + right.Fallbacks,
            left.Rated + right.Rated,
            left.Votes + right.Votes,
            left.Positive + right.Positive,
            left.Ratings + right.Ratings,
            left.RatingSum + right.RatingSum,
            left.RatingSquareSum + right.RatingSquareSum,
            left.CostUsd + right.CostUsd,
            left.LatencyMsSum + right.LatencyMsSum
        );

    /// <summary>The sums of all of them.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(default(Tally), Add);

    /// <summary>The rates, each with its sample size and interval.</summary>
    public FeedbackSummary Summarise() =>
        new(
            Explanations,
            Cached,
            Fallbacks,
            WilsonInterval.Proportion(Rated, Explanations),
            WilsonInterval.Proportion(Positive, Votes),
            MeanInterval.OfRatings(Ratings, RatingSum, RatingSquareSum),
            CostUsd,
            Explanations == 0 ? null : (double)LatencyMsSum / Explanations
        );
}

/// <summary>The sums of one prompt version and model on one UTC day of one ticker's signal.</summary>
public sealed record DayTally(DateOnly Day, string PromptVersion, string Model, Tally Tally);
