namespace LearningActors.Client;

/// <summary>A claim that was not taken.</summary>
public sealed record RefusedClaim
{
    /// <summary>The claim.</summary>
    public required string Text { get; init; }

    /// <summary>Why, a sentence.</summary>
    public required string Reason { get; init; }
}
