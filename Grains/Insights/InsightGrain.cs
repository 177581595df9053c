using System.Collections.Immutable;
using LearningActors.Explanations;
using LearningActors.Statistics;
using LearningActors.Trades;
using NodaTime;

namespace LearningActors.Insights;

/// <inheritdoc cref="IInsightGrain" />
public sealed class InsightGrain(IInsightLedger journal, ITradeLedger trades, ILanguageModels models, IClock clock) : Grain, IInsightGrain
{
    private const int MostQuestions = 10;

    /// <inheritdoc />
    public async Task<Aggregation> Aggregate(TradeConditions scope, int leastTrades, double leastConfidence)
    {
        var now = clock.UtcNow;
        var results = await trades.ReadResultsAsync(scope);
        var found = ContrastMining.Find(results, leastTrades)
            .Select(mined => InsightMaking.Make(Within(mined.Conditions, scope), scope, mined.Contrast, results, null, null, InsightMaking.ByStatistics, now))
            .Where(insight => insight.Confidence >= leastConfidence).ToList();
        var refused = new List<RefusedClaim>();
        if (models.Preferred is { } model)
        {
            // The last trades, oldest batch first.
            foreach (var batch in results.TakeLast(MostQuestions * ModelInsights.BatchSize).Chunk(ModelInsights.BatchSize).Where(batch => batch.Length >= leastTrades))
            {
                var (claims, notTaken) = await AskAsync(model, batch, results, scope, leastTrades, leastConfidence, now);
                found.AddRange(claims.Where(claim => found.TrueForAll(one => one.Id != claim.Id)));
                refused.AddRange(notTaken);
            }
        }

        var known = (await journal.ReadAllAsync()).ToDictionary(insight => insight.Id);
        ImmutableArray<Insight> merged = [.. found.Select(insight => known.TryGetValue(insight.Id, out var earlier) ? InsightMaking.Merge(earlier, insight) : insight)];
        await journal.SaveAsync(merged);
        return new Aggregation(results.Length, merged, [.. refused]);
    }

    /// <inheritdoc />
    public async Task<int> Reestimate()
    {
        var now = clock.UtcNow;
        var results = await trades.ReadResultsAsync(TradeConditions.All);
        ImmutableArray<Insight> changed = [.. (await journal.ReadAllAsync())
            .Select(insight => (Before: insight, Now: InsightMaking.Reestimate(insight, results, now)))
            .Where(pair => !ReferenceEquals(pair.Before, pair.Now)).Select(pair => pair.Now)];
        await journal.SaveAsync(changed);
        return changed.Length;
    }

    /// <inheritdoc />
    public async Task<int> Prune(double threshold)
    {
        var now = clock.UtcNow;
        ImmutableArray<Insight> pruned = [.. (await journal.ReadAllAsync())
            .Where(insight => insight.IsActive && insight.Confidence < threshold).Select(insight => insight with { IsActive = false, UpdatedAt = now })];
        await journal.SaveAsync(pruned);
        return pruned.Length;
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<Insight>> List(InsightType? type, double leastConfidence, bool? isActive) =>
        [.. (await journal.ReadAllAsync())
            .Where(insight => (type is null || insight.Type == type) && insight.Confidence >= leastConfidence && (isActive is null || insight.IsActive == isActive))
            .OrderByDescending(insight => insight.Confidence).ThenBy(insight => insight.Id)];

    /// <inheritdoc />
    public async Task<LearningSummary> Summarise(int days)
    {
        var since = clock.UtcNow.AddDays(-days);
        var all = await journal.ReadAllAsync();
        var active = all.Where(insight => insight.IsActive).ToArray();
        var (closed, wins, reviews) = await trades.CountSinceAsync(since);
        return new LearningSummary(
            days, all.Length, active.Length, all.Count(insight => insight.CreatedAt >= since),
            active.Length == 0 ? null : active.Average(insight => insight.Confidence),
            [.. active.GroupBy(insight => insight.Type).OrderBy(group => group.Key).Select(group => new InsightCount(group.Key, group.Count()))],
            reviews, WilsonInterval.Proportion(wins, closed));
    }

    private static async Task<(IReadOnlyList<Insight>, IReadOnlyList<RefusedClaim>)> AskAsync(
        ILanguageModel model, TradeResult[] batch, ImmutableArray<TradeResult> results, TradeConditions scope, int leastTrades, double leastConfidence, DateTimeOffset now)
    {
        try
        {
            var answer = await model.CompleteAsync(ModelInsights.Ask(batch), CancellationToken.None);
            return ModelInsights.Read(answer.Text, batch, results, scope, leastTrades, leastConfidence, model.Name, now);
        }
        catch (ModelFailedException failed)
        {
            return ([], [new RefusedClaim($"A batch of {batch.Length} trades", $"The model {model.Name} did not answer: {failed.Reason}.")]);
        }
    }

    /// <summary>The conditions with those of the scope.</summary>
    private static TradeConditions Within(TradeConditions conditions, TradeConditions scope) => new(
        conditions.SetupType ?? scope.SetupType, conditions.MarketPhase ?? scope.MarketPhase, conditions.Symbol ?? scope.Symbol,
        conditions.Timeframe ?? scope.Timeframe, conditions.Hour ?? scope.Hour);
}
