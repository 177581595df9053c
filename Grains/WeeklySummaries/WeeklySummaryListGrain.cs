using LearningActors.Recommendations;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.WeeklySummaries;

/// <inheritdoc cref="IWeeklySummaryListGrain" />
[StatelessWorker, Reentrant]
public sealed class WeeklySummaryListGrain(IWeeklySummaryLedger ledger, IClock clock) : Grain, IWeeklySummaryListGrain
{
    /// <inheritdoc />
    public Task<ListPart<WeeklySummaryRecord>> List(WeeklySummaryFilter filter, ListRequest<WeeklySummarySort> request) =>
        ledger.ListAsync(filter, request);

    /// <inheritdoc />
    public async Task<GeneratedSummary> Generate(IsoWeek? week, string by)
    {
        var today = PacificDay.Of(clock.UtcNow);
        week ??= IsoWeek.Of(today);
        return week.Monday > today
            ? new GeneratedSummary(null, $"{week} begins on {week.Monday:yyyy-MM-dd}; it has not begun.")
            : new GeneratedSummary(await GrainFactory.GetGrain<IWeeklySummaryGrain>(week.ToString()).Generate(by), null);
    }
}
