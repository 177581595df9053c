namespace LearningActors.Client;

/// <summary>What is known of a group of explanations.</summary>
public record FeedbackSummary
{
    /// <summary>How many were served.</summary>
    public required long TotalExplanations { get; init; }

    /// <summary>How many of them came from the cache.</summary>
    public required long Cached { get; init; }

    /// <summary>How many of them were a fallback.</summary>
    public required long Fallbacks { get; init; }

    /// <summary>
    /// The share that was rated. More than one session can rate an explanation, so the count is at most n only in effect.
    /// </summary>
    public required Proportion FeedbackRate { get; init; }

    /// <summary>The share of votes that are positive: thumb up, or 4 and 5 stars where there is no thumb.</summary>
    public required Proportion PositiveFeedback { get; init; }

    /// <summary>The stars.</summary>
    public required RatingMean AvgRating { get; init; }

    /// <summary>What models charged for the explanations, USD.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>Their mean latency in milliseconds; null where there are none.</summary>
    public required double? LatencyMs { get; init; }

    /// <summary>Votes: each has a thumb or stars, so that each is positive or not.</summary>
    public required long TotalFeedback { get; init; }
}
