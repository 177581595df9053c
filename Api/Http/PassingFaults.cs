using System.Data.Common;
using LearningActors.Ledger;

namespace LearningActors.Http;

/// <summary>Faults of this moment: of the cluster or the database, not of the request.</summary>
internal static class PassingFaults
{
    /// <summary>The same request may succeed soon.</summary>
    /// <remarks>
    /// Orleans' exceptions: a silo or a gateway is gone, a message was rejected or could not be sent, another activation wrote the
    /// state. A cancellation that the caller did not ask for comes from an activation that ends.
    /// </remarks>
    internal static bool Passes(Exception exception) =>
        exception is LedgerUnavailableException or TimeoutException or OrleansException or OperationCanceledException
        || exception is DbException ofDatabase && PassingDatabaseFaults.Pass(ofDatabase);
}
