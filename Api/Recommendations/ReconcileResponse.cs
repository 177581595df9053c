using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>What reconciling Pacific days brought.</summary>
/// <param name="StartDate">The first day.</param>
/// <param name="EndDate">The last day.</param>
/// <param name="Recommendations">Sent on the days that were reconciled.</param>
/// <param name="New">Matches that are new.</param>
/// <param name="Revised">
/// Matches that are other than before; also of days around, whose recommendations compete for the same executions.
/// </param>
/// <param name="ByMatchType">All matches of these days by kind.</param>
/// <param name="PendingDays">Days at the end that are reconciled in the background, since all take longer than a request should.</param>
internal sealed record ReconcileResponse(
    DateOnly StartDate,
    DateOnly EndDate,
    int Recommendations,
    int New,
    int Revised,
    ImmutableArray<KindCount> ByMatchType,
    int PendingDays = 0
)
{
    /// <summary>With a further day.</summary>
    internal ReconcileResponse With(ReconciledDay day) =>
        this with
        {
            Recommendations = Recommendations + day.Recommendations,
            New = New + day.New,
            Revised = Revised + day.Revised,
            ByMatchType =
            [
                .. ByMatchType
                    .Concat(day.ByKind)
                    .GroupBy(one => one.Kind)
                    .OrderBy(kind => kind.Key)
                    .Select(kind => new KindCount(kind.Key, kind.Sum(one => one.Count))),
            ],
        };
}
