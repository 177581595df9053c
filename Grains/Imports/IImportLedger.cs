using LearningActors.Operations;

namespace LearningActors.Imports;

/// <summary>The recorded imports, and what they stored.</summary>
public interface IImportLedger
{
    /// <inheritdoc cref="IImportGrain.Begin" />
    Task<ImportRecord> BeginAsync(ImportSource source);

    /// <inheritdoc cref="IImportGrain.Store" />
    Task<StoredPart?> StoreAsync(ImportPart part);

    /// <inheritdoc cref="IImportGrain.Finish" />
    Task<ImportRecord?> FinishAsync(Guid id, int attempt);

    /// <inheritdoc cref="IImportGrain.Undo" />
    Task<ImportUndo?> UndoAsync(Guid id, AuditEntry entry);

    /// <inheritdoc cref="IImportGrain.List" />
    Task<ListPart<ImportRecord>> ListAsync(ImportFilter filter, ListRequest<ImportSort> request);

    /// <inheritdoc cref="IImportGrain.Find" />
    Task<ImportRecord?> FindAsync(Guid id);

    /// <inheritdoc cref="IImportGrain.Rows" />
    Task<ListPart<UnusableRow>> RowsAsync(Guid id, ListRequest<ImportRowSort> request);

    /// <inheritdoc cref="IImportGrain.Cash" />
    Task<ListPart<CashMovement>> CashAsync(CashFilter filter, ListRequest<CashSort> request);
}
