namespace LearningActors.Client;

/// <summary>What an experiment counts of an arm. An answer is one observation, however many votes it gets.</summary>
public sealed record CountedFeedback
{
    /// <summary>Explanations whose window for votes is over.</summary>
    public required long Explanations { get; init; }

    /// <summary>Answers with votes of sessions.</summary>
    public required long Answers { get; init; }

    /// <summary>The mean over the answers of their shares of positive votes, 0..1; null without answers.</summary>
    public required double? PositiveShare { get; init; }

    /// <summary>The mean over the answers of their stars; null without stars.</summary>
    public required double? Stars { get; init; }

    /// <summary>Positive votes per explanation, each explanation at most one; null without explanations.</summary>
    public required double? PositivesPerExplanation { get; init; }

    /// <summary>Votes without a session. They decide nothing, unless the service is configured so.</summary>
    public required long AnonymousVotes { get; init; }
}
