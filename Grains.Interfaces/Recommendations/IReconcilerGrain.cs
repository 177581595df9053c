using Orleans.Concurrency;

namespace LearningActors.Recommendations;

/// <summary>
/// Reconciles the days that something has touched, in order, then works out the outcomes that follow. Key: <c>reconciler</c>.
/// </summary>
[Alias("IReconcilerGrain")]
public interface IReconcilerGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "reconciler";

    /// <summary>Looks for marked days each minute from now on, also after a crash.</summary>
    [Alias("Watch")]
    Task WatchMarks();

    /// <summary>
    /// Something has arrived. Days before today are reconciled a little later; today's when it is over, or in the evening.
    /// </summary>
    [Alias("Wake"), OneWay, AlwaysInterleave]
    Task Wake();

    /// <summary>Reconciles what is marked now.</summary>
    /// <param name="through">The last Pacific day.</param>
    [Alias("ReconcileMarked"), ResponseTimeout("00:30:00"), AlwaysInterleave]
    Task<ReconciledDays> ReconcileMarked(DateOnly through);

    /// <summary>Works out the outcomes of what has changed, and of what has expired meanwhile.</summary>
    /// <returns>Outcomes that are new, other than before, or gone.</returns>
    [Alias("TrackMarked"), ResponseTimeout("00:30:00"), AlwaysInterleave]
    Task<int> TrackMarked();
}

/// <summary>What reconciling several days brought.</summary>
/// <param name="Days">Days that were reconciled.</param>
/// <param name="Recommendations">Sent on them.</param>
/// <param name="New">Matches that are new.</param>
/// <param name="Revised">Matches that are other than before.</param>
[GenerateSerializer, Immutable, Alias("ReconciledDays")]
public sealed record ReconciledDays(int Days, int Recommendations, int New, int Revised);
