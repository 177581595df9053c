using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LearningActors.Strategies;

/// <inheritdoc cref="IStrategyCatalogGrain" />
[StatelessWorker, Reentrant]
public sealed partial class StrategyCatalogGrain(IStrategyLedger ledger, TimeProvider time, ILogger<StrategyCatalogGrain> logger)
    : Grain,
        IStrategyCatalogGrain
{
    /// <summary>Rules that are asked at once.</summary>
    private const int AtOnce = 32;

    /// <summary>How long a list waits for a rule.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public Task<bool> Add(StrategyRule rule) => ledger.AddAsync(rule);

    /// <inheritdoc />
    public Task<StrategyRule?> Change(string id, string? name, string? description, bool? isActive) =>
        ledger.ChangeAsync(id, name, description, isActive);

    /// <inheritdoc />
    public async Task<ListPart<StrategyPerformance>> List(bool activeOnly, ListRequest<StrategySort> request)
    {
        var rules = await ledger.ReadScoredAsync(activeOnly, StrategyRuleGrain.Overlap);
        var changed = await AskAsync(rules.Where(scored => !scored.IsCurrent), PresentOrStoredAsync);
        // A score is known when its rule has answered, so that the parts are made here.
        return ListSlice.Of(
            rules.Where(scored => scored.IsCurrent).Select(scored => scored.Stored).Concat(changed),
            request,
            one =>
                request.Sort switch
                {
                    StrategySort.Effectiveness => one.Effectiveness,
                    StrategySort.TotalTrades => one.TotalTrades,
                    StrategySort.Id => one.Rule.Id,
                    _ => throw new ArgumentOutOfRangeException(nameof(request), request.Sort, "Not an order of rules."),
                },
            one => one.Rule.Id
        );
    }

    /// <inheritdoc />
    public async Task<int> Refresh()
    {
        var rules = await ledger.ReadScoredAsync(activeOnly: false, StrategyRuleGrain.Overlap);
        return (await AskAsync(rules.Where(scored => !scored.IsCurrent), PresentAsync)).Count;
    }

    private static async Task<List<StrategyPerformance>> AskAsync(
        IEnumerable<ScoredRule> rules,
        Func<ScoredRule, Task<StrategyPerformance?>> ask
    )
    {
        var performances = new List<StrategyPerformance>();
        foreach (var some in rules.Chunk(AtOnce))
            performances.AddRange((await Task.WhenAll(some.Select(ask))).OfType<StrategyPerformance>());
        return performances;
    }

    private Task<StrategyPerformance?> PresentAsync(ScoredRule scored) =>
        GrainFactory.GetGrain<IStrategyRuleGrain>(StrategyRuleKey.Of(scored.Rule.Id)).GetPerformance();

    /// <summary>A rule that does not answer, as while its silo is replaced, does not keep the others from being shown.</summary>
    private async Task<StrategyPerformance?> PresentOrStoredAsync(ScoredRule scored)
    {
        try
        {
            return await PresentAsync(scored).WaitAsync(s_patience, time);
        }
        catch (Exception exception)
        {
            NotPresent(logger, exception, scored.Rule.Id, scored.AsOf);
            return scored.Stored;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The strategy rule {Rule} did not answer; its figures of {AsOf} are shown")]
    private static partial void NotPresent(ILogger logger, Exception exception, string rule, DateTimeOffset asOf);
}
