using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>The bets of a scope, and which of them meet which conditions.</summary>
internal sealed class BetTable
{
    /// <summary>From this share of common bets on, conditions are another name for the same.</summary>
    private const double NearlyTheSame = 0.8;

    private readonly Dictionary<TradeConditions, BetSet> _known = [];
    private readonly IReadOnlyList<Bet> _bets;

    /// <param name="bets">The bets.</param>
    /// <param name="outcome">What is compared of them; those of which it is unknown are left out.</param>
    internal BetTable(IReadOnlyList<Bet> bets, InsightOutcome outcome = InsightOutcome.WinRate)
    {
        _bets = outcome == InsightOutcome.WinRate ? bets : [.. bets.Where(bet => bet.Result(outcome) is not null)];
        All = Where(TradeConditions.All);
        Wins = BetSet.Of(_bets.Count, Places(bet => bet.IsWin));
        Size = outcome == InsightOutcome.WinRate ? null : new SizeOutcome([.. _bets.Select(bet => bet.Result(outcome)!.Value)], Wins);
        Outcome = Size ?? (IOutcome)new WinOutcome(Wins);
    }

    internal BetSet All { get; }

    internal BetSet Wins { get; }

    /// <summary>What is compared of them.</summary>
    internal IOutcome Outcome { get; }

    /// <summary>What they make; null where wins are compared.</summary>
    internal SizeOutcome? Size { get; }

    /// <summary>The bets of which any trade meets the conditions.</summary>
    internal BetSet Where(TradeConditions conditions)
    {
        if (!_known.TryGetValue(conditions, out var found))
            _known[conditions] = found = BetSet.Of(_bets.Count, Places(bet => bet.Trades.Any(conditions.Holds)));
        return found;
    }

    /// <summary>
    /// Every value of an attribute and every pair of two attributes' values that so many bets have, and so many have not, in an order of
    /// their own.
    /// </summary>
    internal IReadOnlyList<TradeConditions> Cells(int atLeast)
    {
        var places = new Dictionary<TradeConditions, List<int>>();
        for (var place = 0; place < _bets.Count; place++)
        {
            foreach (var conditions in _bets[place].Trades.SelectMany(CellsOf))
            {
                if (!places.TryGetValue(conditions, out var some))
                    places[conditions] = some = [];
                if (some.Count == 0 || some[^1] != place)
                    some.Add(place);
            }
        }

        var cells = places.Where(cell => cell.Value.Count >= atLeast && _bets.Count - cell.Value.Count >= atLeast).ToArray();
        foreach (var (conditions, some) in cells)
            _known[conditions] = BetSet.Of(_bets.Count, some);
        return [.. cells.Select(cell => cell.Key).OrderBy(conditions => conditions.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The bets that meet the conditions beside all others.</summary>
    internal Contrast Compare(TradeConditions conditions)
    {
        var members = Where(conditions);
        var wins = members.CountAnd(Wins);
        return new Contrast(members.Count, wins, All.Count - members.Count, Wins.Count - wins);
    }

    /// <summary>Nearly the same bets meet both.</summary>
    internal bool AreAlike(TradeConditions one, TradeConditions other) => Where(one).Likeness(Where(other)) >= NearlyTheSame;

    /// <summary>
    /// Two claims are the same: of nearly the same bets, in the same direction; or that some win more often, and that nearly all others win
    /// less often.
    /// </summary>
    internal bool AreAlike(TradeConditions one, bool isBetter, TradeConditions other, bool isOtherBetter) =>
        isBetter == isOtherBetter ? AreAlike(one, other) : All.Without(Where(one)).Likeness(Where(other)) >= NearlyTheSame;

    private IEnumerable<int> Places(Func<Bet, bool> isMeant) => Enumerable.Range(0, _bets.Count).Where(place => isMeant(_bets[place]));

    private static IEnumerable<TradeConditions> CellsOf(TradeResult trade)
    {
        var attributes = new List<Func<TradeConditions, TradeConditions>>(5)
        {
            conditions => conditions with { Symbol = trade.Symbol },
            conditions => conditions with { Hour = trade.Hour },
        };
        if (trade.SetupType is not null)
            attributes.Add(conditions => conditions with { SetupType = trade.SetupType });
        if (trade.MarketPhase is not null)
            attributes.Add(conditions => conditions with { MarketPhase = trade.MarketPhase });
        if (trade.Timeframe is not null)
            attributes.Add(conditions => conditions with { Timeframe = trade.Timeframe });
        for (var i = 0; i < attributes.Count; i++)
        {
            var one = attributes[i](TradeConditions.All);
            yield return one;
            for (var j = i + 1; j < attributes.Count; j++)
                yield return attributes[j](one);
        }
    }
}
