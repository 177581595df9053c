namespace LearningActors.Client;

/// <summary>An import and what it brought.</summary>
public record ImportRecord
{
    /// <summary>Follows from content, account and options.</summary>
    public required Guid Id { get; init; }

    /// <summary>As the sender named it.</summary>
    public required string FileName { get; init; }

    /// <summary>The format that was recognised, or the mapping's name.</summary>
    public required string Broker { get; init; }

    /// <summary>As the sender named it; null where the file does, or there is one account only.</summary>
    public required string? Account { get; init; }

    /// <summary>The IANA zone of times without an offset.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The size of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>After the header.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows, or parts of rows, that move a position and can be stored.</summary>
    public required int Executions { get; init; }

    /// <summary>Rows that move cash.</summary>
    public required int Cash { get; init; }

    /// <summary>Rows that could not be used.</summary>
    public required int Unusable { get; init; }

    /// <summary>Those of them that move a position: without them positions are wrong.</summary>
    public required int Missing { get; init; }

    /// <summary>The rows that could not be used by their cause, the most frequent first; the first hundred causes.</summary>
    public required IReadOnlyList<RowProblem> Problems { get; init; }

    /// <summary>Who sent it.</summary>
    public required string ImportedBy { get; init; }

    /// <summary>How it stands. One of <c>incomplete</c>, <c>complete</c>, <c>undone</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How often it was begun anew after it had been undone, from 1 on.</summary>
    public required int Attempt { get; init; }

    /// <summary>Executions that it stored first.</summary>
    public required int Stored { get; init; }

    /// <summary>Movements of cash that it stored first.</summary>
    public required int CashStored { get; init; }

    /// <summary>Executions that were stored before by others; null unless it is complete.</summary>
    public required int? StoredBefore { get; init; }

    /// <summary>Movements of cash that were stored before by others; null unless it is complete.</summary>
    public required int? CashStoredBefore { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>UTC; null before.</summary>
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>UTC; null where it was not undone.</summary>
    public required DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Who undid it.</summary>
    public required string? UndoneBy { get; init; }
}
