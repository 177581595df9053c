namespace LearningActors.Client;

/// <summary>A prompt version and its origin.</summary>
public sealed record PromptRecord
{
    /// <summary>Such as <c>v1.0</c>; unique over all signals.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>The template, with the placeholders of PromptPlaceholders.</summary>
    public required string Text { get; init; }

    /// <summary>The configured name of the model that it is put to; null for the preferred one.</summary>
    public required string? Model { get; init; }

    /// <summary>The signal that it was written for; null for all. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string? Signal { get; init; }

    /// <summary>Where it came from. One of <c>baseline</c>, <c>generated</c>, <c>manual</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The version that it was made from.</summary>
    public required string? Parent { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the key, or the model.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The generation that made it.</summary>
    public required string? GenerationId { get; init; }
}
