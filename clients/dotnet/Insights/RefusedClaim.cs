namespace LearningActors.Client;

/// <summary>A claim that was not taken.</summary>
public sealed record RefusedClaim
{
    /// <summary>The claim in the model's words.</summary>
    public required string Text { get; init; }

    /// <summary>Why, a sentence.</summary>
    public required string Reason { get; init; }
}
