namespace LearningActors.Client;

/// <summary>A vote on an explanation. It does not say by whom.</summary>
public sealed record VoteItem
{
    /// <summary>Tells it from the other votes on its explanation.</summary>
    public required Guid Id { get; init; }

    /// <summary>Thumb up, or 4 and 5 stars where there is no thumb.</summary>
    public required bool Positive { get; init; }

    /// <summary>The thumb; null for stars alone.</summary>
    public required bool? Helpful { get; init; }

    /// <summary>The stars; null for a thumb alone.</summary>
    public required int? Rating { get; init; }

    /// <summary>Something was said with it.</summary>
    public required bool HasComment { get; init; }

    /// <summary>What was said, for who may see that.</summary>
    public required string? Comment { get; init; }

    /// <summary>manual or auto.</summary>
    public required string FeedbackType { get; init; }

    /// <summary>It came without a session: it decides nothing.</summary>
    public required bool Anonymous { get; init; }

    /// <summary>When it was first given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last completed or changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
