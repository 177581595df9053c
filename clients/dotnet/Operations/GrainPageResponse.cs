namespace LearningActors.Client;

/// <summary>Some grains of a kind.</summary>
public sealed record GrainPageResponse
{
    /// <summary>Such as <c>cycle</c>, as paths name it.</summary>
    public required string Kind { get; init; }

    /// <summary>In the order of their keys' code points.</summary>
    public required IReadOnlyList<GrainSummary> Items { get; init; }

    /// <summary>Given as <c>cursor</c>, it brings the next part; null on the last one.</summary>
    public required string? NextCursor { get; init; }

    /// <summary>Silos that did not answer in time: what is active there alone is missing.</summary>
    public required IReadOnlyList<string> Unanswered { get; init; }
}
