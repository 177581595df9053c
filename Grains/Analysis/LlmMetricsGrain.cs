using System.Collections.Immutable;
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
    private readonly TimeProvider _time;
    private readonly SharedRuns<DateTimeOffset> _refreshes;
    private DateOnly _from = DateOnly.MaxValue;
    private DateOnly _refreshedFrom = DateOnly.MaxValue;
    private DateTimeOffset _asOf;
    private TimeBudget _pause;

    /// <summary>Has refreshed nothing yet.</summary>
    /// <param name="ledger">Makes the sums.</param>
    /// <param name="clock">The learning clock: what the sums are as of.</param>
    /// <param name="time">Real time: how long it takes to make them.</param>
    public LlmMetricsGrain(IAnalysisLedger ledger, IClock clock, TimeProvider time)
    {
        (_ledger, _clock, _time) = (ledger, clock, time);
        _pause = new TimeBudget(TimeSpan.Zero, time);
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
        if (!fresh && _refreshedFrom <= from && _pause.Left > TimeSpan.Zero)
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
        var (from, asOf, began) = (_from, _clock.UtcNow, _time.GetTimestamp());
        try
        {
            await _ledger.RefreshAsync(from);
        }
        catch (LedgerUnavailableException) when (_refreshedFrom <= from)
        {
            // A database that takes nothing still answers: what was made before is shown, with its age.
            return _asOf;
        }

        var took = _time.GetElapsedTime(began);
        (_refreshedFrom, _asOf) = (from, asOf);
        _pause = new TimeBudget(took > s_longRefresh ? Pause * took : TimeSpan.Zero, _time);
        return asOf;
    }
}
