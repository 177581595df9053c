using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Alerts;
using LearningActors.Prompts;
using NodaTime;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ILlmLearningGrain" />
/// <remarks>
/// Refreshes on read, as <see cref="TickerSignalGrain"/> does: it holds the sums of each day, asks the ledger which days changed, and
/// takes those anew, whole. Factors are read from every vote, so that they are kept for longer.
/// </remarks>
public sealed class LlmLearningGrain(IAnalysisLedger ledger, IClock clock) : Grain, ILlmLearningGrain
{
    private const int AlertsRead = 200;
    private const int AlertsShown = 20;
    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_factorsFor = TimeSpan.FromMinutes(5);

    /// <summary>A write may commit this long after the time it bears; every refresh looks back so far.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(30);

    private static readonly ImmutableHashSet<AlertKind> s_kinds =
    [
        AlertKind.NegativeTrend,
        AlertKind.Budget,
        AlertKind.SampleRatioMismatch,
        AlertKind.PromotionBlocked,
        AlertKind.Promotion,
        AlertKind.Rollback,
        AlertKind.ExperimentStarted,
        AlertKind.ExperimentNoData,
        AlertKind.ExperimentStalled,
        AlertKind.ExperimentUnderpowered,
    ];

    private readonly SortedList<DateOnly, DaySums> _days = [];
    private DateTimeOffset? _readAt;
    private FactorSums? _factors;
    private DateTimeOffset _factorsAt;
    private LlmLearning? _known;

    /// <inheritdoc />
    public async Task<LlmLearning> Get(bool fresh)
    {
        var now = clock.UtcNow;
        if (!fresh && _known is not null && now - _known.AsOf < s_freshness)
            return _known;
        var weeks = int.Parse(this.GetPrimaryKeyString().AsSpan("weeks:".Length), CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var from = IsoWeek.Of(today).Plus(1 - weeks).Monday;
        await RefreshAsync(from, today, now);
        if (fresh || _factors is null || now - _factorsAt >= s_factorsFor)
            (_factors, _factorsAt) = (await ledger.ReadFactorsAsync(from, today), now);
        return _known = LearningShape.Make(weeks, from, today, [.. _days.Values], _factors, await Champions(), await Alerts(), now);
    }

    private async Task RefreshAsync(DateOnly from, DateOnly today, DateTimeOffset now)
    {
        while (_days.Count > 0 && _days.Keys[0] < from)
            _days.RemoveAt(0);
        foreach (var day in await ledger.ReadDaysAsync(from, today, _readAt - s_overlap))
            _days[day.Day] = day;
        _readAt = now;
    }

    private Task<ChampionStatus[]> Champions() =>
        Task.WhenAll(SignalTypes.All.Select(signal => GrainFactory.GetGrain<IChampionGrain>(signal.Text()).Get()));

    private async Task<ImmutableArray<AlertStatus>> Alerts()
    {
        var open = await GrainFactory
            .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
            .List(new AlertFilter(OpenOnly: true, null), new(AlertSort.RaisedAt, IsDescending: true, null, AlertsRead));
        return [.. open.Items.Where(one => s_kinds.Contains(one.Alert.Kind)).Take(AlertsShown)];
    }
}
