namespace LearningActors.Client;

/// <summary>The outcome of a request that stores facts: what is wrong with one does not harm the others.</summary>
/// <typeparam name="T">The outcome of one.</typeparam>
public sealed record ItemsResponse<T>
{
    /// <summary>Stored by this request.</summary>
    public required int Stored { get; init; }

    /// <summary>Stored before; nothing changed.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Not taken.</summary>
    public required int Refused { get; init; }

    /// <summary>The ids of those that were stored before.</summary>
    public required IReadOnlyList<string> DuplicateIds { get; init; }

    /// <summary>Of each, in the order in which they were sent.</summary>
    public required IReadOnlyList<T> Results { get; init; }
}
