namespace LearningActors.Ledger;

/// <summary>How the ledger writes.</summary>
public sealed class LedgerOptions
{
    /// <summary>Facts that may wait; what comes beyond is refused at once.</summary>
    public int QueueCapacity { get; set; } = 50_000;

    /// <summary>Facts in one transaction at most.</summary>
    public int MaxBatchSize { get; set; } = 1000;

    /// <summary>Transactions at once at most, reached only where commits are slow.</summary>
    public int MaxBatchesInFlight { get; set; } = 4;

    /// <summary>
    /// Other processes write votes to the same database: the votes of a session then take its lock, so that its quota
    /// holds across the cluster.
    /// </summary>
    public bool SharedDatabase { get; set; }

    /// <summary>Explanations that a session may rate in an hour.</summary>
    public int RatedExplanationsPerHour { get; set; } = 10;
}
