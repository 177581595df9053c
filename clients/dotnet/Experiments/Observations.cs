namespace LearningActors.Client;

/// <summary>
/// What an experiment counts of an arm: the explanations whose window for votes is over, with the votes that sessions gave within it. Sums
/// of several days add up.
/// </summary>
public sealed record Observations
{
    /// <summary>Explanations, with votes or without.</summary>
    public required long Explanations { get; init; }

    /// <summary>Answers with a vote.</summary>
    public required long Answers { get; init; }

    /// <summary>Sum over the answers of the mean share of positive votes of an explanation, each 0..1.</summary>
    public required double ShareSum { get; init; }

    /// <summary>Sum of the squares of these shares.</summary>
    public required double ShareSquareSum { get; init; }

    /// <summary>Answers with stars.</summary>
    public required long RatedAnswers { get; init; }

    /// <summary>Sum over those answers of the mean stars of an explanation, each 1..5.</summary>
    public required double StarSum { get; init; }

    /// <summary>Sum of the squares of these means.</summary>
    public required double StarSquareSum { get; init; }

    /// <summary>Sum over all explanations of their shares of positive votes; 0 for one without a vote.</summary>
    public required double PositiveSum { get; init; }

    /// <summary>Sum over the answers of the squares of what each adds to PositiveSum.</summary>
    public required double PositiveSquareSum { get; init; }

    /// <summary>Votes without a session within the window, which are in no other sum.</summary>
    public required long AnonymousVotes { get; init; }
}
