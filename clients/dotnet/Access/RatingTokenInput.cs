namespace LearningActors.Client;

/// <summary>Lets somebody without an account read and rate some explanations for a while.</summary>
public sealed record RatingTokenInput
{
    /// <summary>The explanations that may be read and rated. At most 50.</summary>
    public required IReadOnlyList<Guid> ExplanationIds { get; init; }

    /// <summary>Who rates; only its keyed hash is stored.</summary>
    public required string Rater { get; init; }

    /// <summary>How long the token works. 1 to 1440. By default <c>30</c>.</summary>
    public int? Minutes { get; init; }
}
