using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Operations;

/// <summary>How this silo does.</summary>
public interface ISiloFigures
{
    /// <summary>How its writers of the ledger do.</summary>
    ImmutableArray<LedgerFigures> Ledger { get; }

    /// <summary>Physical memory of the process, bytes.</summary>
    long MemoryBytes { get; }

    /// <summary>Objects of .NET, garbage included, bytes.</summary>
    long ManagedBytes { get; }

    /// <summary>What the process may use, bytes.</summary>
    long MemoryLimitBytes { get; }

    /// <summary>Of all processors, 0 to 100, over the last seconds.</summary>
    double CpuPercent { get; }
}
