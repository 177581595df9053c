using System.Collections.Immutable;
using NodaTime;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ILlmMetricsGrain" />
public sealed class LlmMetricsGrain(IAnalysisLedger ledger, IClock clock) : Grain, ILlmMetricsGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<DateOnly>> RollUp(DateOnly through)
    {
        var yesterday = DateOnly.FromDateTime(clock.UtcNow.UtcDateTime).AddDays(-1);
        return ledger.RollUpAsync(through < yesterday ? through : yesterday);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<FallingTrend>> FindFallingTrends(DateOnly day)
    {
        var recent = day.AddDays(-FallingTrends.RecentDays);
        return FallingTrends.Find(
            await ledger.ReadAnalyticsAsync(recent, day.AddDays(-1)),
            await ledger.ReadAnalyticsAsync(recent.AddDays(-FallingTrends.EarlierDays), recent.AddDays(-1))
        );
    }
}
