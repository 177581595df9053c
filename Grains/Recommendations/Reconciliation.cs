using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Matches recommendations with what was executed.</summary>
/// <remarks>
/// Executions that name their recommendation belong to it. The others are assigned so that the sum of scores is the highest,
/// each used once: same underlying, executed within 48 hours after the recommendation was sent, and, where both say so, same
/// account and same call or put, and both open or both close a position; from a score of 50. Further fills of an order follow its
/// first. Windows reach over days, so the
/// recommendations of the days around compete for an execution; a rejected one does not take what the next day's was executed by.
/// </remarks>
public static class Reconciliation
{
    /// <summary>Executions count for a recommendation so long.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(48);

    // Between equal sums of scores the better fit decides, then the sooner execution, then what was matched before. Each is
    // small beside the one before it, and all of them beside a point of score.
    private const double WorthOfFit = 1e-8;
    private const double WorthOfHour = 1e-10;
    private const double WorthOfStaying = 1e-11;
    private const double WorstFit = -1000;

    /// <summary>What is no pair is worth 0, and what is one about its score.</summary>
    private const double MinWorth = MatchScore.Min - 1;
    private static readonly HashSet<string> s_nothingToDo = new(["alert", "monitor"], StringComparer.OrdinalIgnoreCase);

    /// <summary>One match for each recommendation, in their order, then one for each order of the day that belongs to none.</summary>
    /// <param name="recommendations">Those of the day, and those around it that compete.</param>
    /// <param name="executions">
    /// Everything executed in the windows, and whatever names one of the recommendations; without what belongs to others.
    /// </param>
    /// <param name="isOfDay">Whether an execution is of the day itself: only such can be independent on it.</param>
    /// <param name="former">The execution that a recommendation was matched with before, by the ids.</param>
    public static ImmutableArray<Match> Of(
        IReadOnlyList<Recommendation> recommendations,
        IReadOnlyList<Execution> executions,
        Func<Execution, bool> isOfDay,
        IReadOnlyDictionary<string, string>? former = null
    )
    {
        Fill[] executed =
        [
            .. executions.OrderBy(execution => execution.At).ThenBy(execution => execution.Id, StringComparer.Ordinal).Select(Fill.Of),
        ];
        var byUnderlying = executed.ToLookup(fill => fill.Execution.Underlying, StringComparer.OrdinalIgnoreCase);
        var fills = Named(recommendations, executed);
        Assign(recommendations, byUnderlying, fills, former ?? ImmutableDictionary<string, string>.Empty);
        var independent = Follow(recommendations, executed, fills);
        return
        [
            .. recommendations.Select((recommendation, i) => Judge(recommendation, fills[i], byUnderlying[recommendation.Symbol])),
            .. independent
                .Where(order => isOfDay(order[0].Execution))
                .OrderBy(order => order[0].Execution.At)
                .ThenBy(order => order[0].Execution.Id, StringComparer.Ordinal)
                .Select(order => new Match(null, order[0].Execution.Id, MatchKind.Independent, null, null, null, null, Further(order))),
        ];
    }

    /// <summary>For each recommendation the executions that name it, in order of their time.</summary>
    private static List<Fill>[] Named(IReadOnlyList<Recommendation> recommendations, Fill[] executed)
    {
        var named = executed.Where(fill => fill.Execution.RecommendationId is not null).ToLookup(fill => fill.Execution.RecommendationId);
        return [.. recommendations.Select(recommendation => named[recommendation.Id].ToList())];
    }

    /// <summary>Gives each recommendation that nobody named the execution that fits it, so that the sum of scores is the highest.</summary>
    private static void Assign(
        IReadOnlyList<Recommendation> recommendations,
        ILookup<string, Fill> byUnderlying,
        List<Fill>[] fills,
        IReadOnlyDictionary<string, string> former
    )
    {
        // Underlyings have nothing to do with each other, so each is a small assignment of its own.
        foreach (
            var group in Enumerable
                .Range(0, recommendations.Count)
                .Where(i => fills[i].Count == 0)
                .GroupBy(i => recommendations[i].Symbol, StringComparer.OrdinalIgnoreCase)
        )
        {
            int[] rows = [.. group];
            Fill[] columns = [.. byUnderlying[group.Key].Where(fill => fill.Execution.IsTrade && fill.Execution.RecommendationId is null)];
            var scores = new double[rows.Length, columns.Length];
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < columns.Length; column++)
                    scores[row, column] = Worth(recommendations[rows[row]], columns[column], former);
            }

            var assigned = OptimalAssignment.Solve(scores, MinWorth);
            for (var row = 0; row < rows.Length; row++)
            {
                if (assigned[row] >= 0)
                    fills[rows[row]].Add(columns[assigned[row]]);
            }
        }
    }

    /// <summary>Adds the further fills of an order to the match that has one of them, the nearest before it.</summary>
    /// <returns>Orders of which no match has a fill.</returns>
    private static List<ImmutableArray<Fill>> Follow(IReadOnlyList<Recommendation> recommendations, Fill[] executed, List<Fill>[] fills)
    {
        var owner = new Dictionary<string, int>();
        for (var i = 0; i < fills.Length; i++)
        {
            foreach (var fill in fills[i])
                owner[fill.Execution.Id] = i;
        }

        var independent = new List<ImmutableArray<Fill>>();
        foreach (var order in Order.Of(executed))
        {
            var heads = order.Fills.Where(fill => owner.ContainsKey(fill.Execution.Id)).ToArray();
            if (heads.Length == 0)
            {
                independent.Add(order.Fills);
                continue;
            }

            var alone = ImmutableArray.CreateBuilder<Fill>();
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

    /// <summary>The score of a pair, with what decides between equal ones; 0 where it is no pair.</summary>
    private static double Worth(Recommendation recommendation, Fill fill, IReadOnlyDictionary<string, string> former)
    {
        if (
            !IsPossible(recommendation, fill) || Score(recommendation, fill, fill.Execution.Price) is not { Score: >= MatchScore.Min } score
        )
            return 0;
        return score.Score
            + (WorthOfFit * Math.Max(WorstFit, score.Fit))
            - (WorthOfHour * (fill.Execution.At - recommendation.SentAt).TotalHours)
            + (former.GetValueOrDefault(recommendation.Id) == fill.Execution.Id ? WorthOfStaying : 0);
    }

    private static bool IsPossible(Recommendation recommendation, Fill fill) =>
        IsInWindow(recommendation, fill.Execution)
        && (recommendation.Account is null || fill.Execution.Account is null || recommendation.Account == fill.Execution.Account)
        && (recommendation.Right is null || fill.Contract is null || fill.Contract.Right == recommendation.Right)
        && (IsPassive(recommendation) || Opens(recommendation) == fill.Execution.IsOpening);

    /// <summary>There is nothing to execute.</summary>
    private static bool IsPassive(Recommendation recommendation) => recommendation.Action.AsExecuted() is null;

    private static bool Opens(Recommendation recommendation) =>
        recommendation.Action is RecommendedAction.SellToOpen or RecommendedAction.BuyToOpen;

    private static bool IsInWindow(Recommendation recommendation, Execution execution) =>
        execution.At >= recommendation.SentAt && execution.At <= recommendation.SentAt + Window;

    private static Match Judge(Recommendation recommendation, List<Fill> fills, IEnumerable<Fill> ofUnderlying)
    {
        var isPassive = IsPassive(recommendation);
        if (fills.Count == 0)
        {
            var kind =
                s_nothingToDo.Contains(recommendation.Type) || ResolvedItself(recommendation, ofUnderlying) ? MatchKind.NoAction
                : isPassive ? MatchKind.Consent
                : MatchKind.Reject;
            return new Match(recommendation.Id, null, kind, null, null, null, null, []);
        }

        fills.Sort((one, other) => (one.Execution.At, one.Execution.Id).CompareTo((other.Execution.At, other.Execution.Id)));
        var (contract, price) = (fills[0].Contract, AveragePrice(fills));
        var score = Score(recommendation, fills[0], price);
        return new Match(
            recommendation.Id,
            fills[0].Execution.Id,
            isPassive ? MatchKind.Reject
                : score.IsConsent ? MatchKind.Consent
                : MatchKind.Modify,
            score.Score,
            contract?.Strike - recommendation.Strike,
            contract is not null && recommendation.Expiration is { } expiration
                ? contract.Expiration.DayNumber - expiration.DayNumber
                : null,
            price - recommendation.Premium,
            Further(fills)
        );
    }

    /// <summary>Of the contract that was executed first.</summary>
    private static decimal AveragePrice(List<Fill> fills)
    {
        var same = fills
            .Where(fill => fill.Execution.Instrument == fills[0].Execution.Instrument && fill.Execution.Action == fills[0].Execution.Action)
            .Select(fill => fill.Execution)
            .ToArray();
        return same.Length == 1 ? same[0].Price : same.Sum(fill => fill.Price * fill.Quantity) / same.Sum(fill => fill.Quantity);
    }

    private static ImmutableArray<string> Further(IEnumerable<Fill> fills) => [.. fills.Skip(1).Select(fill => fill.Execution.Id)];

    /// <summary>It was to be closed, and was assigned or expired before anybody did.</summary>
    private static bool ResolvedItself(Recommendation recommendation, IEnumerable<Fill> ofUnderlying) =>
        recommendation.Action is RecommendedAction.BuyToClose or RecommendedAction.SellToClose
        && ofUnderlying.Any(fill =>
            !fill.Execution.IsTrade
            && fill.Contract is { } contract
            && IsInWindow(recommendation, fill.Execution)
            && (recommendation.Strike is null || recommendation.Strike == contract.Strike)
            && (recommendation.Expiration is null || recommendation.Expiration == contract.Expiration)
        );

    private static MatchScore Score(Recommendation recommendation, Fill fill, decimal price) =>
        MatchScore.Of(
            new ContractTerms(recommendation.Strike, recommendation.Expiration, recommendation.Premium, recommendation.Action.AsExecuted()),
            new ContractTerms(fill.Contract?.Strike, fill.Contract?.Expiration, price, fill.Execution.Action)
        );
}
