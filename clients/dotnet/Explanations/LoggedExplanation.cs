namespace LearningActors.Client;

/// <summary>The outcome of one logged explanation.</summary>
public sealed record LoggedExplanation : IItemOutcome
{
    /// <summary>Its place in the array, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its id; null where it was not taken.</summary>
    public required string? ExplanationId { get; init; }

    /// <summary>The status that it would have had alone: 200 or 400.</summary>
    public required int Status { get; init; }

    /// <summary>It is stored by this request; false for one that was stored before, or not at all.</summary>
    public required bool Stored { get; init; }

    /// <summary>Why it was not taken; null where it was.</summary>
    public required string? Error { get; init; }

    /// <summary>What is wrong with each field, by its name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
