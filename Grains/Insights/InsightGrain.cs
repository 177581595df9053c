using System.Collections.Immutable;
using LearningActors.Statistics;
using LearningActors.Trades;
using NodaTime;

namespace LearningActors.Insights;

/// <inheritdoc cref="IInsightGrain" />
/// <remarks>
/// The only one who writes the journal: each change reads it, and saves what follows, while no other does. What takes longer
/// is made beside it, by <see cref="InsightAnalysisGrain"/>.
/// </remarks>
public sealed class InsightGrain(IInsightLedger journal, ITradeLedger trades, IClock clock) : Grain, IInsightGrain
{
    /// <inheritdoc />
    public async Task<ImmutableArray<Insight>> Take(ImmutableArray<Insight> found)
    {
        var known = (await journal.ReadAllAsync()).ToDictionary(insight => insight.Id);
        var now = clock.UtcNow;
        ImmutableArray<Insight> merged =
        [
            .. found.Select(insight =>
                known.TryGetValue(insight.Id, out var earlier)
                    ? InsightMaking.Merge(earlier, insight, now)
                    : insight with
                    {
                        UpdatedAt = now,
                    }
            ),
        ];
        await journal.SaveAsync(merged);
        return merged;
    }

    /// <inheritdoc />
    public async Task<int> Revise(ImmutableArray<Insight> changed)
    {
        var known = (await journal.ReadAllAsync()).ToDictionary(insight => insight.Id);
        var now = clock.UtcNow;
        ImmutableArray<Insight> revised =
        [
            .. changed
                .Where(insight => known.TryGetValue(insight.Id, out var stored) && stored.UpdatedAt <= insight.UpdatedAt)
                .Select(insight => insight with { IsActive = known[insight.Id].IsActive, UpdatedAt = now }),
        ];
        await journal.SaveAsync(revised);
        return revised.Length;
    }

    /// <inheritdoc />
    public async Task<int> Prune(double threshold)
    {
        var now = clock.UtcNow;
        ImmutableArray<Insight> pruned =
        [
            .. (await journal.ReadAllAsync())
                .Where(insight => insight.IsActive && insight.Confidence < threshold)
                .Select(insight => insight with { IsActive = false, UpdatedAt = now }),
        ];
        await journal.SaveAsync(pruned);
        return pruned.Length;
    }

    /// <inheritdoc />
    public async Task<DecidedInsight?> Decide(Guid id, InsightDecisionKind? decision, string reason, string by)
    {
        if (await journal.FindAsync(id) is not { } insight)
            return null;
        var decided = decision is { } kind ? new InsightDecision(kind, reason, by, clock.UtcNow) : null;
        await journal.DecideAsync(id, decided);
        return new DecidedInsight(insight with { Decision = decided }, insight.Decision);
    }

    /// <inheritdoc />
    public Task<ListPart<Insight>> List(InsightFilter filter, ListRequest<InsightSort> request) => journal.ListAsync(filter, request);

    /// <inheritdoc />
    public async Task<LearningSummary> Summarise(int days)
    {
        var since = clock.UtcNow.AddDays(-days);
        var all = await journal.ReadAllAsync();
        var active = all.Where(Relevance.IsServed).ToArray();
        var (closed, wins, reviews) = await trades.CountSinceAsync(since);
        return new LearningSummary(
            days,
            all.Length,
            active.Length,
            all.Count(insight => insight.CreatedAt >= since),
            active.Length == 0 ? null : active.Average(insight => insight.Confidence),
            [
                .. active
                    .GroupBy(insight => insight.Type)
                    .OrderBy(group => group.Key)
                    .Select(group => new InsightCount(group.Key, group.Count())),
            ],
            reviews,
            WilsonInterval.Proportion(wins, closed)
        );
    }
}
