using LearningActors.Operations;

namespace LearningActors.Imports;

/// <summary>Takes what a broker's file says, part by part, and undoes it. Key: <c>imports</c>.</summary>
/// <remarks>
/// An import is named by its content, account and options, so that the same file again is the same import. Every step can be taken
/// again: what is stored stays as it is.
/// </remarks>
[Alias("IImportGrain")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "imports";

    /// <summary>Opens the record of an import, or goes on with the one there is.</summary>
    [Alias("Begin")]
    Task<ImportRecord> Begin(ImportSource source);

    /// <summary>Stores a part of its rows, together or not at all.</summary>
    /// <returns>What is new; null where the import was undone since it began.</returns>
    [Alias("Store")]
    Task<StoredPart?> Store(ImportPart part);

    /// <summary>Every part is stored.</summary>
    /// <param name="id">The id that follows from content, account and options.</param>
    /// <param name="attempt">As it began.</param>
    /// <returns>The import as it is then; null where it was undone since it began.</returns>
    [Alias("Finish")]
    Task<ImportRecord?> Finish(Guid id, int attempt);

    /// <summary>
    /// Removes the executions and movements of cash that the import stored first, unless something was decided on them.
    /// </summary>
    /// <param name="id">The id that follows from content, account and options.</param>
    /// <param name="entry">The audit entry, which is written with it; what was removed is added.</param>
    /// <returns>The import as it is then, or why not; null where there is none.</returns>
    [Alias("UndoAudited"), ResponseTimeout("00:05:00")]
    Task<ImportUndo?> Undo(Guid id, AuditEntry entry);

    /// <summary>A part of the imports.</summary>
    [Alias("List")]
    Task<ListPart<ImportRecord>> List(ImportFilter filter, ListRequest<ImportSort> request);

    /// <summary>An import, or null.</summary>
    [Alias("Find")]
    Task<ImportRecord?> Find(Guid id);

    /// <summary>A part of the rows that could not be used.</summary>
    [Alias("Rows")]
    Task<ListPart<UnusableRow>> Rows(Guid id, ListRequest<ImportRowSort> request);

    /// <summary>A part of the movements of cash that imports stored.</summary>
    [Alias("Cash")]
    Task<ListPart<CashMovement>> Cash(CashFilter filter, ListRequest<CashSort> request);
}

/// <summary>Which imports are listed; what is null does not matter.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Account">The broker's account, as the import names it.</param>
/// <param name="Broker">The broker, in any case.</param>
/// <param name="From">Begun then or later.</param>
/// <param name="Before">Begun before.</param>
[GenerateSerializer, Immutable, Alias("ImportFilter")]
public sealed record ImportFilter(ImportStatus? Status, string? Account, string? Broker, DateTimeOffset? From, DateTimeOffset? Before);

/// <summary>What imports are sorted by.</summary>
[GenerateSerializer, Alias("ImportSort")]
public enum ImportSort
{
    StartedAt,
    FileName,
    Broker,
}

/// <summary>What rows that could not be used are sorted by.</summary>
[GenerateSerializer, Alias("ImportRowSort")]
public enum ImportRowSort
{
    Line,
}
