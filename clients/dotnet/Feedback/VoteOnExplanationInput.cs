namespace LearningActors.Client;

/// <summary>A vote, and the explanation that it is on.</summary>
public sealed record VoteOnExplanationInput
{
    /// <summary>The explanation that is rated.</summary>
    public required Guid ExplanationId { get; init; }

    /// <summary>The thumb; this or <see cref="Rating"/> is needed.</summary>
    public bool? Helpful { get; init; }

    /// <summary>Stars; this or <see cref="Helpful"/> is needed. 1 to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>In own words. At most 2 000 characters.</summary>
    public string? Comment { get; init; }

    /// <summary>Who votes; only its keyed hash is stored.</summary>
    public string? Session { get; init; }

    /// <summary>Who voted: a person or a program. One of <c>manual</c>, <c>auto</c>. By default <c>manual</c>.</summary>
    public string? FeedbackType { get; init; }
}
