namespace LearningActors.Client;

/// <summary>What reconciling Pacific days brought.</summary>
public sealed record ReconcileResponse
{
    /// <summary>The first day.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>Sent on the days that were reconciled.</summary>
    public required int Recommendations { get; init; }

    /// <summary>Matches that are new.</summary>
    public required int New { get; init; }

    /// <summary>
    /// Matches that are other than before; also of days around, whose recommendations compete for the same executions.
    /// </summary>
    public required int Revised { get; init; }

    /// <summary>All matches of these days by kind.</summary>
    public required IReadOnlyList<KindCount> ByMatchType { get; init; }

    /// <summary>Days at the end that are reconciled in the background, since all take longer than a request should.</summary>
    public required int PendingDays { get; init; }
}
