using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>The trades of a scope, their bets, and what these show.</summary>
internal sealed class ScopedTrades
{
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
        Findings = ContrastMining.Find(
            new BetTable(Bets),
            minTrades,
            [
                .. (known ?? [])
                    .Where(insight => insight.IsActive && insight.Scope == scope)
                    .Select(insight => insight.Conditions.Beyond(scope)),
            ],
            level
        );
    }

    internal TradeConditions Scope { get; }

    internal IReadOnlyList<TradeResult> Trades { get; }

    internal IReadOnlyList<Bet> Bets { get; }

    internal Findings Findings { get; }
}
