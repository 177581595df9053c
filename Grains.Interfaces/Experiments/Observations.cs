namespace LearningActors.Experiments;

/// <summary>
/// What an experiment counts of an arm: the explanations whose window for votes is over, with the votes that sessions gave within it.
/// Sums of several days add up.
/// </summary>
/// <remarks>
/// An explanation is assigned, not a vote: the votes for one explanation are one observation, their mean. Explanations that showed the
/// same answer from the cache are liked or disliked together, so all of an answer's on one day are one observation, too.
/// </remarks>
/// <param name="Explanations">Explanations, with votes or without.</param>
/// <param name="Answers">Answers with a vote.</param>
/// <param name="ShareSum">Sum over the answers of the mean share of positive votes of an explanation, each 0..1.</param>
/// <param name="ShareSquareSum">Sum of the squares of these shares.</param>
/// <param name="RatedAnswers">Answers with stars.</param>
/// <param name="StarSum">Sum over those answers of the mean stars of an explanation, each 1..5.</param>
/// <param name="StarSquareSum">Sum of the squares of these means.</param>
/// <param name="PositiveSum">Sum over all explanations of their shares of positive votes; 0 for one without a vote.</param>
/// <param name="PositiveSquareSum">Sum over the answers of the squares of what each adds to <paramref name="PositiveSum"/>.</param>
/// <param name="AnonymousVotes">Votes without a session within the window, which are in no other sum.</param>
[GenerateSerializer, Immutable, Alias("Observations")]
public sealed record Observations(
    long Explanations,
    long Answers,
    double ShareSum,
    double ShareSquareSum,
    long RatedAnswers,
    double StarSum,
    double StarSquareSum,
    double PositiveSum,
    double PositiveSquareSum,
    long AnonymousVotes
)
{
    /// <summary>Nothing.</summary>
    public static Observations None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The sums of both.</summary>
    public Observations Add(Observations other) =>
        new(
            Explanations + other.Explanations,
            Answers + other.Answers,
            ShareSum + other.ShareSum,
            ShareSquareSum + other.ShareSquareSum,
            RatedAnswers + other.RatedAnswers,
            StarSum + other.StarSum,
            StarSquareSum + other.StarSquareSum,
            PositiveSum + other.PositiveSum,
            PositiveSquareSum + other.PositiveSquareSum,
            AnonymousVotes + other.AnonymousVotes
        );
}
