using System.ComponentModel.DataAnnotations;

namespace LearningActors.Ledger;

/// <summary>How the ledger writes: section <c>Ledger</c> of the configuration.</summary>
public sealed class LedgerOptions
{
    /// <summary>Facts of a kind that may wait in a silo; what comes beyond is answered 503 at once.</summary>
    [Range(1, 10_000_000)]
    public int QueueCapacity { get; set; } = 50_000;

    /// <summary>Facts in one transaction at most.</summary>
    [Range(1, 10_000)]
    public int MaxBatchSize { get; set; } = 1000;

    /// <summary>Transactions of a kind at once at most, reached only where commits are slow.</summary>
    [Range(1, 32)]
    public int MaxBatchesInFlight { get; set; } = 4;

    /// <summary>
    /// Other processes write votes to the same database: the votes of a session then take its lock, so that its quota
    /// holds across the cluster. No option: it follows from the runtime.
    /// </summary>
    public bool SharedDatabase { get; internal set; }

    /// <summary>Explanations that a session may rate in an hour.</summary>
    [Range(1, 1_000_000)]
    public int RatedExplanationsPerHour { get; set; } = 10;
}
