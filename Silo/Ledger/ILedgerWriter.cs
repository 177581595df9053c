namespace LearningActors.Ledger;

/// <summary>Writes one kind of fact, and tells how it does.</summary>
public interface ILedgerWriter
{
    /// <summary>How the writer does.</summary>
    LedgerFigures Figures { get; }
}
