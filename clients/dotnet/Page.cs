namespace LearningActors.Client;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What it is a list of.</typeparam>
public sealed record Page<T>
{
    /// <summary>In the order of the list.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Given as <c>cursor</c>, it brings the next part; null on the last one.</summary>
    public required string? NextCursor { get; init; }
}
