using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>The trades of a scope, their bets, and what these show.</summary>
internal sealed class ScopedTrades
{
    private readonly Dictionary<InsightOutcome, Findings> _findings = [];
    private readonly Func<InsightOutcome, Findings> _find;

    /// <summary>Reads what the trades show.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="trades">The trades of the scope, in order of their exit.</param>
    /// <param name="minTrades">Conditions that fewer bets meet are not looked at.</param>
    /// <param name="known">Insights there are: their conditions are preferred to others that nearly the same bets meet.</param>
    /// <param name="level">The false discovery rate of what is found.</param>
    internal ScopedTrades(
        TradeConditions scope,
        IReadOnlyList<TradeResult> trades,
        int minTrades,
        IEnumerable<Insight>? known = null,
        double level = ContrastMining.Level
    )
    {
        (Scope, Trades, Bets) = (scope, trades, Bet.Of(trades));
        Insight[] here = [.. (known ?? []).Where(insight => insight.IsActive && insight.Scope == scope)];
        _find = outcome =>
            ContrastMining.Find(
                new BetTable(Bets, outcome),
                minTrades,
                [.. here.Where(insight => insight.Outcome == outcome).Select(insight => insight.Conditions.Beyond(scope))],
                level
            );
        Findings = Of(InsightOutcome.WinRate);
        Size =
            2 * Bets.Count(bet => bet.Result(InsightOutcome.RMultiple) is not null) >= Bets.Count
                ? InsightOutcome.RMultiple
                : InsightOutcome.Return;
    }

    internal TradeConditions Scope { get; }

    internal IReadOnlyList<TradeResult> Trades { get; }

    internal IReadOnlyList<Bet> Bets { get; }

    /// <summary>What they show of wins.</summary>
    internal Findings Findings { get; }

    /// <summary>What they make is said as R multiples, or as shares of what was paid where the risk of most is unknown.</summary>
    internal InsightOutcome Size { get; }

    /// <summary>What they show of an outcome.</summary>
    internal Findings Of(InsightOutcome outcome)
    {
        if (!_findings.TryGetValue(outcome, out var found))
            _findings[outcome] = found = _find(outcome);
        return found;
    }
}
