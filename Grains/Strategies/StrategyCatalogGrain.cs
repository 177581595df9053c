using System.Collections.Immutable;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Strategies;

/// <inheritdoc cref="IStrategyCatalogGrain" />
[StatelessWorker, Reentrant]
public sealed class StrategyCatalogGrain(IStrategyLedger ledger, IClock clock) : Grain, IStrategyCatalogGrain
{
    /// <summary>Rules that are asked at once.</summary>
    private const int AtOnce = 32;

    /// <inheritdoc />
    public Task<bool> Add(StrategyRule rule) => ledger.AddAsync(rule);

    /// <inheritdoc />
    public Task<StrategyRule?> Change(string id, string? name, string? description, bool? isActive) =>
        ledger.ChangeAsync(id, name, description, isActive);

    /// <inheritdoc />
    public async Task<ImmutableArray<StrategyPerformance>> List(bool activeOnly)
    {
        var now = clock.UtcNow;
        var rules = await ledger.ReadScoredAsync(activeOnly, StrategyRuleGrain.Overlap);
        var refreshed = await AskAsync(rules);
        return
        [
            .. rules
                .Where(scored => scored.IsCurrent)
                .Select(scored => scored.Figures.Of(scored.Rule, now))
                .Concat(refreshed)
                .OrderByDescending(performance => performance.Effectiveness)
                .ThenBy(performance => performance.Rule.Id, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc />
    public async Task<int> Refresh() => (await AskAsync(await ledger.ReadScoredAsync(activeOnly: false, StrategyRuleGrain.Overlap))).Count;

    /// <summary>Asks those rules whose stored figures are out of date.</summary>
    private async Task<List<StrategyPerformance>> AskAsync(IEnumerable<ScoredRule> rules)
    {
        var performances = new List<StrategyPerformance>();
        foreach (var some in rules.Where(scored => !scored.IsCurrent).Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(
                some.Select(scored => GrainFactory.GetGrain<IStrategyRuleGrain>(StrategyRuleKey.Of(scored.Rule.Id)).GetPerformance())
            );
            performances.AddRange(answers.OfType<StrategyPerformance>());
        }

        return performances;
    }
}
