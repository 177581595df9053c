using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Alerts;
using LearningActors.Prompts;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ILlmLearningGrain" />
[Reentrant]
public sealed class LlmLearningGrain : Grain, ILlmLearningGrain
{
    private const int AlertsRead = 200;
    private const int AlertsShown = 20;
    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(5);

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

    private readonly IAnalysisLedger _ledger;
    private readonly IClock _clock;
    private readonly SharedRuns<LlmLearning> _runs;
    private readonly SharedRuns<LlmLearning> _freshRuns;
    private LlmLearning? _known;
    private DateTimeOffset _readAt;

    /// <summary>Knows nothing yet.</summary>
    public LlmLearningGrain(IAnalysisLedger ledger, IClock clock)
    {
        (_ledger, _clock) = (ledger, clock);
        _runs = new SharedRuns<LlmLearning>(() => ReadAsync(fresh: false));
        _freshRuns = new SharedRuns<LlmLearning>(() => ReadAsync(fresh: true));
    }

    /// <inheritdoc />
    public async Task<LlmLearning> Get(bool fresh)
    {
        // By when it was read: while the sums are not made anew, reading them again would tell the same.
        if (!fresh && _known is not null && _clock.UtcNow - _readAt < s_freshness)
            return _known;
        var read = await (fresh ? _freshRuns.NextAsync() : _runs.CurrentAsync());
        if (_known is null || read.AsOf >= _known.AsOf)
            (_known, _readAt) = (read, _clock.UtcNow);
        return read;
    }

    private async Task<LlmLearning> ReadAsync(bool fresh)
    {
        var weeks = int.Parse(this.GetPrimaryKeyString().AsSpan("weeks:".Length), CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(_clock.UtcNow.UtcDateTime);
        var from = IsoWeek.Of(today).Plus(1 - weeks);
        var asOf = await GrainFactory.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).Refresh(from.Monday, fresh);
        var sums = await _ledger.ReadLearningAsync(from);
        return LearningShape.Make(weeks, from.Monday, today, sums, await Champions(), await Alerts(), asOf);
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
