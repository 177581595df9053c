using System.Collections.Immutable;
using System.Diagnostics;
using LearningActors.Ledger;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ILlmMetricsGrain" />
[Reentrant]
public sealed class LlmMetricsGrain : Grain, ILlmMetricsGrain
{
    /// <summary>A refresh that took longer is paused after: pages get older, and votes keep the database.</summary>
    private static readonly TimeSpan s_longRefresh = TimeSpan.FromSeconds(0.5);

    /// <summary>The pause, as a multiple of what the refresh took.</summary>
    private const int Pause = 9;

    private readonly IAnalysisLedger _ledger;
    private readonly IClock _clock;
    private readonly SharedRuns<DateTimeOffset> _refreshes;
    private DateOnly _from = DateOnly.MaxValue;
    private DateOnly _refreshedFrom = DateOnly.MaxValue;
    private DateTimeOffset _asOf;
    private TimeSpan _took;
    private long _ended;

    /// <summary>Has refreshed nothing yet.</summary>
    public LlmMetricsGrain(IAnalysisLedger ledger, IClock clock)
    {
        (_ledger, _clock) = (ledger, clock);
        _refreshes = new SharedRuns<DateTimeOffset>(RefreshAsync);
    }

    private DateOnly Today => DateOnly.FromDateTime(_clock.UtcNow.UtcDateTime);

    /// <inheritdoc />
    public Task<ImmutableArray<DateOnly>> RollUp(DateOnly through)
    {
        var yesterday = Today.AddDays(-1);
        return _ledger.RollUpAsync(through < yesterday ? through : yesterday);
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset> Refresh(DateOnly from, bool fresh)
    {
        if (from < _from)
            _from = from;
        if (!fresh && _refreshedFrom <= from && _took > s_longRefresh && Stopwatch.GetElapsedTime(_ended) < Pause * _took)
            return _asOf;
        return await _refreshes.NextAsync();
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<FallingTrend>> FindFallingTrends(DateOnly day)
    {
        var recent = day.AddDays(-FallingTrends.RecentDays);
        var earlier = recent.AddDays(-FallingTrends.EarlierDays);
        await Refresh(earlier, fresh: true);
        return FallingTrends.Find(
            await _ledger.ReadAnalyticsAsync(recent, day.AddDays(-1)),
            await _ledger.ReadAnalyticsAsync(earlier, recent.AddDays(-1))
        );
    }

    /// <summary>All days that anybody asked for: those that nothing came to since cost nothing.</summary>
    private async Task<DateTimeOffset> RefreshAsync()
    {
        var (from, asOf, began) = (_from, _clock.UtcNow, Stopwatch.GetTimestamp());
        try
        {
            await _ledger.RefreshAsync(from);
        }
        catch (LedgerUnavailableException) when (_refreshedFrom <= from)
        {
            // A database that takes nothing still answers: what was made before is shown, with its age.
            return _asOf;
        }

        (_refreshedFrom, _asOf, _took, _ended) = (from, asOf, Stopwatch.GetElapsedTime(began), Stopwatch.GetTimestamp());
        return asOf;
    }
}
