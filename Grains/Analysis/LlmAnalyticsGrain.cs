using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Statistics;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ILlmAnalyticsGrain" />
[Reentrant]
public sealed class LlmAnalyticsGrain : Grain, ILlmAnalyticsGrain
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);
    private readonly IAnalysisLedger _ledger;
    private readonly IClock _clock;
    private readonly SharedRuns<LlmAnalytics> _runs;
    private LlmAnalytics? _known;

    /// <summary>Knows nothing yet.</summary>
    public LlmAnalyticsGrain(IAnalysisLedger ledger, IClock clock)
    {
        (_ledger, _clock) = (ledger, clock);
        _runs = new SharedRuns<LlmAnalytics>(ReadAsync);
    }

    /// <inheritdoc />
    public async Task<LlmAnalytics> Get(bool fresh)
    {
        if (!fresh && _known is not null && _clock.UtcNow - _known.AsOf < s_lifetime)
            return _known;
        return _known = await (fresh ? _runs.NextAsync() : _runs.CurrentAsync());
    }

    private async Task<LlmAnalytics> ReadAsync()
    {
        var days = int.Parse(this.GetPrimaryKeyString().AsSpan("days:".Length), CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(_clock.UtcNow.UtcDateTime);
        var from = today.AddDays(1 - days);
        var asOf = await GrainFactory.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).Refresh(from, fresh: true);
        return Shape(days, from, today, await _ledger.ReadAnalyticsAsync(from, today), asOf);
    }

    private static LlmAnalytics Shape(int days, DateOnly from, DateOnly to, AnalyticsSums sums, DateTimeOffset asOf)
    {
        var tickers = Named(sums.ByTicker);
        return new LlmAnalytics(
            days,
            from,
            to,
            sums.Total.Summarise(),
            WilsonInterval.Proportion(sums.Factors.ImplicitPositive, sums.Factors.ImplicitSample),
            Named(sums.BySignal),
            TickerRanking.BestFirst(tickers),
            TickerRanking.Top(tickers),
            TickerRanking.Bottom(tickers),
            Named(sums.ByPromptVersion),
            Named(sums.ByModel),
            FactorCriticisms.Find(sums.Factors.Factors, sums.Factors.Votes, sums.Factors.Positive),
            [.. sums.ByDay.OrderBy(day => day.Day).Select(day => new DaySummary(day.Day, day.Tally.Summarise()))],
            asOf
        );
    }

    private static ImmutableArray<NamedSummary> Named(IEnumerable<(string Name, Tally Tally)> groups) =>
        [
            .. groups
                .OrderBy(group => group.Name, StringComparer.Ordinal)
                .Select(group => new NamedSummary(group.Name, group.Tally.Summarise())),
        ];
}
