namespace LearningActors.Client;

/// <summary>The outcome of one vote of an array.</summary>
public sealed record ReceivedItem : IItemOutcome
{
    /// <summary>Its place in the array, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The explanation; null where the vote could not be read.</summary>
    public required Guid? ExplanationId { get; init; }

    /// <summary>It is committed.</summary>
    public required bool Received { get; init; }

    /// <summary>200, 404, 409, 429 or 400: as if it had been sent alone.</summary>
    public required int Status { get; init; }

    /// <summary>Why it is not committed.</summary>
    public required string? Error { get; init; }

    /// <summary>What is wrong with each field, by its name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>With 429: when to try again.</summary>
    public required long? RetryAfterSeconds { get; init; }
}
