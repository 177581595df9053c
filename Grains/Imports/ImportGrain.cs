using Orleans.Concurrency;

namespace LearningActors.Imports;

/// <inheritdoc cref="IImportGrain" />
/// <remarks>Nothing is held in memory: the ledger locks the record of an import while it changes, whichever silo asks.</remarks>
[StatelessWorker, Reentrant]
public sealed class ImportGrain(IImportLedger ledger) : Grain, IImportGrain
{
    /// <inheritdoc />
    public Task<ImportRecord> Begin(ImportSource source) => ledger.BeginAsync(source);

    /// <inheritdoc />
    public Task<StoredPart?> Store(ImportPart part) => ledger.StoreAsync(part);

    /// <inheritdoc />
    public Task<ImportRecord?> Finish(Guid id, int attempt) => ledger.FinishAsync(id, attempt);

    /// <inheritdoc />
    public Task<ImportUndo?> Undo(Guid id, string by) => ledger.UndoAsync(id, by);

    /// <inheritdoc />
    public Task<ListPart<ImportRecord>> List(ImportFilter filter, ListRequest<ImportSort> request) => ledger.ListAsync(filter, request);

    /// <inheritdoc />
    public Task<ImportRecord?> Find(Guid id) => ledger.FindAsync(id);

    /// <inheritdoc />
    public Task<ListPart<UnusableRow>> Rows(Guid id, ListRequest<ImportRowSort> request) => ledger.RowsAsync(id, request);
}
