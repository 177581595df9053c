using System.Collections.Immutable;

namespace LearningActors;

/// <summary>Which part of a list is asked for.</summary>
/// <typeparam name="TSort">What the list can be sorted by.</typeparam>
/// <param name="Sort">What it is sorted by; rows that are equal in it follow each other by their ids.</param>
/// <param name="IsDescending">The greatest first; of equal rows the greatest id.</param>
/// <param name="After">The last row of the part before; null from the beginning.</param>
/// <param name="Limit">At most so many rows, 1 or more.</param>
[GenerateSerializer, Immutable, Alias("ListRequest`1")]
public sealed record ListRequest<TSort>(TSort Sort, bool IsDescending, ListPlace? After, int Limit)
    where TSort : struct, Enum;

/// <summary>The place of a row in a sorted list. It stays good when rows come and go around it.</summary>
/// <param name="Key">The row's value of what the list is sorted by, as <see cref="SortKeys"/> writes it.</param>
/// <param name="Id">The row's id, which tells it from rows with the same value.</param>
[GenerateSerializer, Immutable, Alias("ListPlace")]
public sealed record ListPlace(string Key, string Id);

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What it is a list of.</typeparam>
/// <param name="Items">In the order that was asked for.</param>
/// <param name="Next">After which the next part begins; null where nothing follows.</param>
[GenerateSerializer, Immutable, Alias("ListPart`1")]
public sealed record ListPart<T>(ImmutableArray<T> Items, ListPlace? Next);
