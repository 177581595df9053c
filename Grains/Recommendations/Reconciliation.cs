using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Matches the recommendations of a day with what was executed.</summary>
/// <remarks>
/// Executions that name their recommendation belong to it. The others are assigned so that the sum of scores is the highest,
/// each used once: same underlying, executed within 48 hours after the recommendation was sent, and, where both say so, same
/// account and same call or put; from a score of 50. Further fills of an order follow its first.
/// </remarks>
public static class Reconciliation
{
    /// <summary>Executions count for a recommendation so long.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(48);

    private const double TieBreak = 1e-6;
    private static readonly HashSet<string> s_passive = new(["WAIT", "HOLD", "MONITOR"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_nothingToDo = new(["alert", "monitor"], StringComparer.OrdinalIgnoreCase);

    /// <summary>One match for each recommendation, and one for each order of the day that belongs to none.</summary>
    /// <param name="recommendations">Those sent on the day.</param>
    /// <param name="executions">Everything executed from the day's beginning to the end of the last window, and whatever names one of the recommendations; without what belongs to recommendations of other days.</param>
    /// <param name="isOfDay">Whether an execution is of the day itself: only such can be independent on it.</param>
    public static ImmutableArray<Match> Of(
        IReadOnlyList<Recommendation> recommendations, IReadOnlyList<Execution> executions, Func<Execution, bool> isOfDay)
    {
        Trade[] trades = [.. executions.OrderBy(execution => execution.At).ThenBy(execution => execution.Id, StringComparer.Ordinal).Select(Trade.Of)];
        var byUnderlying = trades.ToLookup(trade => trade.Underlying, StringComparer.OrdinalIgnoreCase);
        var fills = Named(recommendations, trades);
        Assign(recommendations, byUnderlying, fills);
        var independent = Follow(recommendations, trades, fills);
        return
        [
            .. recommendations.Select((recommendation, i) => Judge(recommendation, fills[i], byUnderlying[recommendation.Symbol])),
            .. independent.Where(order => isOfDay(order[0].Execution)).OrderBy(order => order[0].Execution.At).ThenBy(order => order[0].Execution.Id, StringComparer.Ordinal)
                .Select(order => new Match(null, order[0].Execution.Id, MatchKind.Independent, null, null, null, null, Further(order))),
        ];
    }

    /// <summary>For each recommendation the executions that name it, in order of their time.</summary>
    private static List<Trade>[] Named(IReadOnlyList<Recommendation> recommendations, Trade[] trades)
    {
        var named = trades.Where(trade => trade.Execution.RecommendationId is not null).ToLookup(trade => trade.Execution.RecommendationId);
        return [.. recommendations.Select(recommendation => named[recommendation.Id].ToList())];
    }

    /// <summary>Gives each recommendation that nobody named the execution that fits it, so that the sum of scores is the highest.</summary>
    private static void Assign(IReadOnlyList<Recommendation> recommendations, ILookup<string, Trade> byUnderlying, List<Trade>[] fills)
    {
        // Underlyings have nothing to do with each other, so each is a small assignment of its own.
        foreach (var group in Enumerable.Range(0, recommendations.Count).Where(i => fills[i].Count == 0).GroupBy(i => recommendations[i].Symbol, StringComparer.OrdinalIgnoreCase))
        {
            int[] rows = [.. group];
            Trade[] columns = [.. byUnderlying[group.Key].Where(trade => trade.IsTrade && trade.Execution.RecommendationId is null)];
            var scores = new double[rows.Length, columns.Length];
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < columns.Length; column++)
                    scores[row, column] = IsPossible(recommendations[rows[row]], columns[column]) ? Worth(Score(recommendations[rows[row]], columns[column])) : 0;
            }

            var assigned = OptimalAssignment.Solve(scores, MatchScore.Least);
            for (var row = 0; row < rows.Length; row++)
            {
                if (assigned[row] >= 0)
                    fills[rows[row]].Add(columns[assigned[row]]);
            }
        }
    }

    /// <summary>Adds the further fills of an order to the match that has one of them, the nearest before it.</summary>
    /// <returns>Orders of which no match has a fill.</returns>
    private static List<ImmutableArray<Trade>> Follow(IReadOnlyList<Recommendation> recommendations, Trade[] trades, List<Trade>[] fills)
    {
        var owner = new Dictionary<string, int>();
        for (var i = 0; i < fills.Length; i++)
        {
            foreach (var trade in fills[i])
                owner[trade.Execution.Id] = i;
        }

        var independent = new List<ImmutableArray<Trade>>();
        foreach (var order in Order.Of(trades))
        {
            var heads = order.Fills.Where(fill => owner.ContainsKey(fill.Execution.Id)).ToArray();
            if (heads.Length == 0)
            {
                independent.Add(order.Fills);
                continue;
            }

            var alone = ImmutableArray.CreateBuilder<Trade>();
            foreach (var fill in order.Fills.Except(heads))
            {
                var head = heads.LastOrDefault(one => one.Execution.At <= fill.Execution.At) ?? heads[0];
                if (IsPossible(recommendations[owner[head.Execution.Id]], fill))
                    fills[owner[head.Execution.Id]].Add(fill);
                else
                    alone.Add(fill);
            }

            if (alone.Count > 0)
                independent.Add(alone.ToImmutable());
        }

        return independent;
    }

    /// <summary>The score; between equal ones, such as two that are kept at 100, the better fit is worth a little more.</summary>
    private static double Worth(MatchScore score) => score.Score < MatchScore.Least ? 0 : score.Score + (score.Unbounded * TieBreak);

    private static bool IsPossible(Recommendation recommendation, Trade trade) =>
        IsInWindow(recommendation, trade.Execution)
        && (recommendation.Account is null || trade.Execution.Account is null || recommendation.Account == trade.Execution.Account)
        && (recommendation.Right is null || trade.Contract is null || trade.Contract.Right == recommendation.Right);

    private static bool IsInWindow(Recommendation recommendation, Execution execution) => execution.At >= recommendation.SentAt && execution.At <= recommendation.SentAt + Window;

    private static Match Judge(Recommendation recommendation, List<Trade> fills, IEnumerable<Trade> ofUnderlying)
    {
        var isPassive = s_passive.Contains(recommendation.Action);
        if (fills.Count == 0)
        {
            var kind = s_nothingToDo.Contains(recommendation.Type) || ResolvedItself(recommendation, ofUnderlying) ? MatchKind.NoAction : isPassive ? MatchKind.Consent : MatchKind.Reject;
            return new Match(recommendation.Id, null, kind, null, null, null, null, []);
        }

        var (contract, score) = (fills[0].Contract, Score(recommendation, fills[0]));
        return new Match(
            recommendation.Id, fills[0].Execution.Id, isPassive ? MatchKind.Reject : score.IsConsent ? MatchKind.Consent : MatchKind.Modify, score.Score,
            contract?.Strike - recommendation.Strike,
            contract is not null && recommendation.Expiration is { } expiration ? contract.Expiration.DayNumber - expiration.DayNumber : null,
            recommendation.Premium is { } premium ? AveragePrice(fills) - premium : null,
            Further([.. fills.OrderBy(fill => fill.Execution.At).ThenBy(fill => fill.Execution.Id, StringComparer.Ordinal)], fills[0]));
    }

    /// <summary>Of the contract that was executed first.</summary>
    private static decimal AveragePrice(List<Trade> fills)
    {
        var same = fills.Where(fill => fill.Execution.Instrument == fills[0].Execution.Instrument && fill.Execution.Action == fills[0].Execution.Action).Select(fill => fill.Execution).ToArray();
        return same.Length == 1 ? same[0].Price : same.Sum(fill => fill.Price * fill.Quantity) / same.Sum(fill => fill.Quantity);
    }

    private static ImmutableArray<string> Further(ImmutableArray<Trade> fills, Trade? head = null) =>
        [.. fills.Where(fill => !ReferenceEquals(fill, head ?? fills[0])).Select(fill => fill.Execution.Id)];

    /// <summary>It was to be closed, and was assigned or expired before anybody did.</summary>
    private static bool ResolvedItself(Recommendation recommendation, IEnumerable<Trade> ofUnderlying) =>
        recommendation.Action.ToUpperInvariant() is "BTC" or "STC"
        && ofUnderlying.Any(trade => !trade.IsTrade && trade.Contract is { } contract && IsInWindow(recommendation, trade.Execution)
            && (recommendation.Strike is null || recommendation.Strike == contract.Strike) && (recommendation.Expiration is null || recommendation.Expiration == contract.Expiration));

    private static MatchScore Score(Recommendation recommendation, Trade trade) => MatchScore.Of(
        new ContractTerms(recommendation.Strike, recommendation.Expiration, recommendation.Premium, recommendation.Action),
        new ContractTerms(trade.Contract?.Strike, trade.Contract?.Expiration, trade.Execution.Price, Code(trade.Execution.Action)));

    private static string Code(ExecutionAction action) => action switch
    {
        ExecutionAction.SellToOpen => "STO",
        ExecutionAction.BuyToClose => "BTC",
        ExecutionAction.BuyToOpen => "BTO",
        ExecutionAction.SellToClose => "STC",
        _ => "",
    };
}
