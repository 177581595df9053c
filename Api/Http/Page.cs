using System.Collections.Immutable;

namespace LearningActors.Http;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="NextCursor">Given as <c>cursor</c>, it brings the next part; null on the last one.</param>
internal sealed record Page<T>(ImmutableArray<T> Items, string? NextCursor);
