using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Statistics;
using NodaTime;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ILlmAnalyticsGrain" />
public sealed class LlmAnalyticsGrain(IAnalysisLedger ledger, IClock clock) : Grain, ILlmAnalyticsGrain
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);
    private LlmAnalytics? _known;

    /// <inheritdoc />
    public async Task<LlmAnalytics> Get(bool fresh)
    {
        var now = clock.UtcNow;
        if (!fresh && _known is not null && now - _known.AsOf < s_lifetime)
            return _known;
        var days = int.Parse(this.GetPrimaryKeyString().AsSpan("days:".Length), CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var from = today.AddDays(1 - days);
        return _known = Shape(days, from, today, await ledger.ReadAnalyticsAsync(from, today), now);
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
