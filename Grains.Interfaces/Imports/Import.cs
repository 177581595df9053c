using System.Collections.Immutable;
using LearningActors.Recommendations;

namespace LearningActors.Imports;

/// <summary>How an import stands.</summary>
[GenerateSerializer, Alias("ImportStatus")]
public enum ImportStatus
{
    /// <summary>It is under way, or was broken off: the same file again finishes it.</summary>
    Incomplete,

    /// <summary>Every row of the file has its outcome.</summary>
    Complete,

    /// <summary>What it stored was removed; the same file again stores it again.</summary>
    Undone,
}

/// <summary>A file as it was read, before its rows are stored.</summary>
/// <param name="Id">Follows from content, account and options.</param>
/// <param name="FileName">As the sender named it.</param>
/// <param name="Broker">The format that was recognised, or the mapping's name.</param>
/// <param name="Account">As the sender named it; null where the file does, or there is one account only.</param>
/// <param name="TimeZone">The IANA zone of times without an offset.</param>
/// <param name="Bytes">The size of the file.</param>
/// <param name="Rows">After the header.</param>
/// <param name="Executions">Rows, or parts of rows, that move a position and can be stored.</param>
/// <param name="Cash">Rows that move cash.</param>
/// <param name="Unusable">Rows that could not be used.</param>
/// <param name="Missing">Those of them that move a position: without them positions are wrong.</param>
/// <param name="Problems">The rows that could not be used by their cause, the most frequent first; the first hundred causes.</param>
/// <param name="By">Who sent it.</param>
[GenerateSerializer, Immutable, Alias("ImportSource")]
public sealed record ImportSource(
    Guid Id,
    string FileName,
    string Broker,
    string? Account,
    string TimeZone,
    long Bytes,
    int Rows,
    int Executions,
    int Cash,
    int Unusable,
    int Missing,
    ImmutableArray<RowProblem> Problems,
    string By
);

/// <summary>Rows that could not be used for the same cause.</summary>
/// <param name="Message">What is wrong with them.</param>
/// <param name="Rows">How many.</param>
/// <param name="FirstLine">The line of the first in the file, from 1 on.</param>
/// <param name="MovesPosition">They move a position: without them positions are wrong.</param>
[GenerateSerializer, Immutable, Alias("RowProblem")]
public sealed record RowProblem(string Message, int Rows, int FirstLine, bool MovesPosition);

/// <summary>A row that could not be used.</summary>
/// <param name="Line">Where it begins in the file, from 1 on.</param>
/// <param name="Place">Which of the line's rows it is, from 0 on; a line may hold several.</param>
/// <param name="Message">What is wrong with it.</param>
/// <param name="MovesPosition">Without it a position is wrong; false for cash and notes.</param>
[GenerateSerializer, Immutable, Alias("UnusableRow")]
public sealed record UnusableRow(int Line, int Place, string Message, bool MovesPosition);

/// <summary>A part of the rows of a file.</summary>
/// <param name="Import">The import's id.</param>
/// <param name="Attempt">As it began.</param>
/// <param name="Executions">What moves positions.</param>
/// <param name="Cash">What moves cash.</param>
/// <param name="Unusable">What could not be used.</param>
[GenerateSerializer, Immutable, Alias("ImportPart")]
public sealed record ImportPart(
    Guid Import,
    int Attempt,
    ImmutableArray<Execution> Executions,
    ImmutableArray<CashMovement> Cash,
    ImmutableArray<UnusableRow> Unusable
);

/// <summary>An import and what it brought.</summary>
/// <param name="Source">The file.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Attempt">How often it was begun anew after it had been undone, from 1 on.</param>
/// <param name="Stored">Executions that it stored first.</param>
/// <param name="CashStored">Movements of cash that it stored first.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC; null before.</param>
/// <param name="UndoneAt">UTC; null where it was not undone.</param>
/// <param name="UndoneBy">Who undid it.</param>
[GenerateSerializer, Immutable, Alias("ImportRecord")]
public sealed record ImportRecord(
    ImportSource Source,
    ImportStatus Status,
    int Attempt,
    int Stored,
    int CashStored,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? UndoneAt,
    string? UndoneBy
)
{
    /// <summary>Executions that were stored before by others, one by one or by another import; null unless it is complete.</summary>
    public int? StoredBefore => Status == ImportStatus.Complete ? Source.Executions - Stored : null;

    /// <summary>Movements of cash that were stored before by others; null unless it is complete.</summary>
    public int? CashStoredBefore => Status == ImportStatus.Complete ? Source.Cash - CashStored : null;
}

/// <summary>What storing a part brought.</summary>
/// <param name="Import">The import as it is then.</param>
/// <param name="Stored">Executions that are new.</param>
/// <param name="CashStored">Movements of cash that are new.</param>
[GenerateSerializer, Immutable, Alias("StoredPart")]
public sealed record StoredPart(ImportRecord Import, int Stored, int CashStored);

/// <summary>What undoing an import brought.</summary>
/// <param name="Import">The import as it is then.</param>
/// <param name="Refusal">Why nothing was removed, a sentence; null where it was.</param>
[GenerateSerializer, Immutable, Alias("ImportUndo")]
public sealed record ImportUndo(ImportRecord Import, string? Refusal);
