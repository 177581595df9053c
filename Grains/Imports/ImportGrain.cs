using LearningActors.Operations;
using LearningActors.Recommendations;
using Orleans.Concurrency;

namespace LearningActors.Imports;

/// <inheritdoc cref="IImportGrain" />
/// <remarks>Nothing is held in memory: the ledger locks the record of an import while it changes, whichever silo asks.</remarks>
[StatelessWorker, Reentrant]
public sealed class ImportGrain(IImportLedger ledger) : Grain, IImportGrain
{
    private IReconcilerGrain Reconciler => GrainFactory.GetGrain<IReconcilerGrain>(IReconcilerGrain.Key);

    /// <inheritdoc />
    public Task<ImportRecord> Begin(ImportSource source) => ledger.BeginAsync(source);

    /// <inheritdoc />
    public async Task<StoredPart?> Store(ImportPart part)
    {
        var stored = await ledger.StoreAsync(part);
        if (stored is { Stored: > 0 })
            await Reconciler.Wake();
        return stored;
    }

    /// <inheritdoc />
    public Task<ImportRecord?> Finish(Guid id, int attempt) => ledger.FinishAsync(id, attempt);

    /// <inheritdoc />
    public async Task<ImportUndo?> Undo(Guid id, AuditEntry entry)
    {
        var undone = await ledger.UndoAsync(id, entry);
        if (undone is { Refusal: null })
            await Reconciler.Wake();
        return undone;
    }

    /// <inheritdoc />
    public Task<ListPart<ImportRecord>> List(ImportFilter filter, ListRequest<ImportSort> request) => ledger.ListAsync(filter, request);

    /// <inheritdoc />
    public Task<ImportRecord?> Find(Guid id) => ledger.FindAsync(id);

    /// <inheritdoc />
    public Task<ListPart<UnusableRow>> Rows(Guid id, ListRequest<ImportRowSort> request) => ledger.RowsAsync(id, request);

    /// <inheritdoc />
    public Task<ListPart<CashMovement>> Cash(CashFilter filter, ListRequest<CashSort> request) => ledger.CashAsync(filter, request);
}
