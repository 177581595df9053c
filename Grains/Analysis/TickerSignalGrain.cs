using System.Collections.Immutable;
using NodaTime;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ITickerSignalGrain" />
/// <remarks>
/// Refreshes on read: what is older than <see cref="s_freshness"/> asks the ledger for the days that changed and takes
/// those anew, whole. Doing so twice, or on two activations, changes nothing.
/// </remarks>
public sealed class TickerSignalGrain(IAnalysisLedger ledger, IClock clock) : Grain, ITickerSignalGrain
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(1);

    /// <summary>A write may commit this long after the time it bears; every refresh looks back so far.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(30);
    private const int DaysShown = 30;

    private readonly SortedList<DateOnly, ImmutableArray<DayTally>> _days = [];
    private DateTimeOffset? _readAt;
    private LearningState? _state;

    /// <inheritdoc />
    public async Task<LearningState> GetState()
    {
        var now = clock.UtcNow;
        if (_state is not null && now - _readAt < s_freshness)
            return _state;
        var (ticker, signal) = Identity();
        var changed = await ledger.ReadTickerSignalAsync(ticker, signal, _readAt - s_overlap);
        foreach (var day in changed.GroupBy(tally => tally.Day))
            _days[day.Key] = [.. day];
        _readAt = now;
        return _state = Summarise(ticker, signal, now);
    }

    private LearningState Summarise(string ticker, SignalType signal, DateTimeOffset now)
    {
        var all = _days.Values.SelectMany(day => day).ToArray();
        return new LearningState(
            ticker,
            signal,
            Tally.Sum(all.Select(one => one.Tally)).Summarise(),
            By(all, one => one.PromptVersion),
            By(all, one => one.Model),
            [
                .. _days
                    .TakeLast(DaysShown)
                    .Select(day => new DaySummary(day.Key, Tally.Sum(day.Value.Select(one => one.Tally)).Summarise())),
            ],
            now
        );
    }

    private static ImmutableArray<NamedSummary> By(IEnumerable<DayTally> all, Func<DayTally, string> name) =>
        [
            .. all.GroupBy(name)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new NamedSummary(group.Key, Tally.Sum(group.Select(one => one.Tally)).Summarise())),
        ];

    private (string Ticker, SignalType Signal) Identity()
    {
        var key = this.GetPrimaryKeyString();
        var slash = key.LastIndexOf('/');
        return slash > 0 && SignalTypes.TryParse(key[(slash + 1)..], out var signal)
            ? (key[..slash], signal)
            : throw new InvalidOperationException($"'{key}' is not a ticker and signal, such as AAPL/BUY.");
    }
}
