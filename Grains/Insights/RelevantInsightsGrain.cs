using System.Collections.Immutable;
using LearningActors.Trades;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Insights;

/// <inheritdoc cref="IRelevantInsightsGrain" />
/// <remarks>
/// Answers from a snapshot, and remembers answers as long as it holds. Each half second that it is asked it looks, in the
/// background, whether the journal has changed.
/// </remarks>
[StatelessWorker, Reentrant]
public sealed class RelevantInsightsGrain(IInsightLedger journal, IClock clock) : Grain, IRelevantInsightsGrain
{
    private const int MaxAnswers = 10_000;
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(0.8);
    private readonly Dictionary<(TradeConditions, int), ImmutableArray<RelevantInsight>> _answers = [];
    private ImmutableArray<Insight> _served = [];
    private JournalVersion? _version;
    private DateTimeOffset? _readAt;
    private Task? _refresh;

    /// <inheritdoc />
    public Task<RelevantInsights> Find(TradeConditions context, int limit)
    {
        var ready = ReadyAsync();
        return ready.IsCompletedSuccessfully ? Task.FromResult(Answer(context, limit)) : AfterAsync(ready, context, limit);
    }

    /// <inheritdoc />
    public async Task<ServedInsights> GetServed()
    {
        await ReadyAsync();
        return new ServedInsights(_served, _readAt!.Value);
    }

    /// <summary>Ends when the snapshot can be used, which is at once where it is young enough.</summary>
    private Task ReadyAsync()
    {
        var age = clock.UtcNow - _readAt;
        if (age < s_fresh)
            return Task.CompletedTask;
        var refresh = RefreshAsync();
        return age < s_stale ? Task.CompletedTask : refresh;
    }

    private async Task<RelevantInsights> AfterAsync(Task ready, TradeConditions context, int limit)
    {
        await ready;
        return Answer(context, limit);
    }

    private RelevantInsights Answer(TradeConditions context, int limit)
    {
        var remembered = _answers.TryGetValue((context, limit), out var known);
        LearningMeter.InsightsRead(remembered);
        if (!remembered)
        {
            if (_answers.Count >= MaxAnswers)
                _answers.Clear();
            _answers[(context, limit)] = known = Relevance.Rank(_served, context, limit);
        }

        return new RelevantInsights(known, _readAt!.Value);
    }

    private Task RefreshAsync() => _refresh is { IsCompleted: false } ? _refresh : _refresh = ReadAsync();

    private async Task ReadAsync()
    {
        var at = clock.UtcNow;
        var version = await journal.ReadVersionAsync();
        if (version != _version)
        {
            _served = [.. (await journal.ReadAllAsync()).Where(Relevance.CanBeTold).OrderBy(insight => insight.Id)];
            _version = version;
            _answers.Clear();
        }

        _readAt = at;
    }
}
