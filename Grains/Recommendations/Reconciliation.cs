using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Matches recommendations with what was executed.</summary>
/// <remarks>
/// Trades that name their recommendation belong to it. The others are assigned so that the sum of scores is the highest, each used
/// once: same underlying, kind of instrument and direction, executed within 48 hours after the recommendation was sent, and, where both
/// say so, same account and same call or put; from a score of 50. The rest of an order follows what was assigned of it. What was
/// delivered, assigned, expired or changed by a corporate action follows nothing. Windows reach over days, so the recommendations of
/// the days around compete for an execution; a rejected one does not take what the next day's was executed by. An order that belongs to
/// no recommendation is independent if it opens a position; an exit belongs to its position.
/// </remarks>
public static class Reconciliation
{
    // Between equal sums of scores the better fit decides, then the sooner execution, then what was matched before. Each is
    // small beside the one before it, and all of them beside a point of score.
    private const double WorthOfFit = 1e-8;
    private const double WorthOfHour = 1e-10;
    private const double WorthOfStaying = 1e-11;
    private const double WorstFit = -1000;

    /// <summary>What is no pair is worth 0, and what is one about its score.</summary>
    private const double MinWorth = MatchScore.Min - 1;
    private static readonly HashSet<string> s_nothingToDo = new(["alert", "monitor"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// One match for each recommendation, in their order, then one for each opening order of the day that belongs to none.
    /// </summary>
    /// <param name="recommendations">Those of the day, and those around it that compete.</param>
    /// <param name="executions">
    /// Everything executed in the windows, the rest of its orders, and whatever names one of the recommendations; without what belongs
    /// to others.
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
        var underlyings = new Underlyings(executed);
        var byUnderlying = executed.ToLookup(Underlyings.Of, StringComparer.Ordinal);
        var fills = Named(recommendations, executed);
        // Underlyings have nothing to do with each other, so each is a small assignment of its own.
        foreach (
            var group in Enumerable
                .Range(0, recommendations.Count)
                .Where(i => fills[i].Count == 0)
                .GroupBy(i => underlyings.Of(recommendations[i]), StringComparer.Ordinal)
        )
        {
            var free = byUnderlying[group.Key].Where(fill => fill.Execution.IsTrade && fill.Execution.RecommendationId is null).ToHashSet();
            var spreads = group.ToLookup(i => recommendations[i].FurtherLegs.Length > 0);
            AssignSpreads(recommendations, [.. spreads[true]], free, fills);
            AssignLegs(recommendations, [.. spreads[false]], free, fills, former ?? ImmutableDictionary<string, string>.Empty);
        }

        var independent = Follow(recommendations, executed, fills);
        return
        [
            .. recommendations.Select((recommendation, i) => Judge(recommendation, fills[i], byUnderlying[underlyings.Of(recommendation)])),
            .. independent
                .Where(order => isOfDay(order.Fills[0].Execution))
                .OrderBy(order => order.Fills[0].Execution.At)
                .ThenBy(order => order.Fills[0].Id, StringComparer.Ordinal)
                .Select(order => new Match(
                    null,
                    order.Fills[0].Id,
                    MatchKind.Independent,
                    null,
                    null,
                    null,
                    null,
                    Further(order.Fills),
                    order.Structure
                )),
        ];
    }

    /// <summary>For each recommendation the trades that name it, in order of their time.</summary>
    private static List<Fill>[] Named(IReadOnlyList<Recommendation> recommendations, Fill[] executed)
    {
        var named = executed
            .Where(fill => fill.Execution is { IsTrade: true, RecommendationId: not null })
            .ToLookup(fill => fill.Execution.RecommendationId);
        return [.. recommendations.Select(recommendation => named[recommendation.Id].ToList())];
    }

    /// <summary>Gives recommendations of several legs the orders that fit them; what they take is free no more.</summary>
    private static void AssignSpreads(IReadOnlyList<Recommendation> recommendations, int[] rows, HashSet<Fill> free, List<Fill>[] fills)
    {
        if (rows.Length == 0)
            return;
        Order[] orders = [.. Order.WithLegs(free)];
        var pairs = Array.ConvertAll(
            rows,
            row =>
                orders
                    .Select((order, column) => (Column: column, Order: order))
                    .Where(one => one.Order.Fills.Any(fill => FollowRules.IsInWindow(recommendations[row], fill.Execution)))
                    .Select(one => (one.Column, SpreadFit.Of(recommendations[row], one.Order).Score))
                    .Where(one => one.Score >= MinWorth)
                    .ToArray()
        );
        var assigned = OptimalAssignment.Solve(pairs, orders.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            if (assigned[row] < 0)
                continue;
            var legs = SpreadFit.Of(recommendations[rows[row]], orders[assigned[row]]).Legs;
            fills[rows[row]].AddRange(legs.OfType<ExecutedLeg>().SelectMany(leg => leg.Fills));
            free.ExceptWith(orders[assigned[row]].Fills);
        }
    }

    /// <summary>Gives each recommendation of one leg the leg that fits it, so that the sum of scores is the highest.</summary>
    private static void AssignLegs(
        IReadOnlyList<Recommendation> recommendations,
        int[] rows,
        HashSet<Fill> free,
        List<Fill>[] fills,
        IReadOnlyDictionary<string, string> former
    )
    {
        ExecutedLeg[] columns =
        [
            .. ExecutedLeg.Of(free.OrderBy(fill => fill.Execution.At).ThenBy(fill => fill.Id, StringComparer.Ordinal)),
        ];
        var candidates = new LegCandidates(columns);
        var pairs = Array.ConvertAll(
            rows,
            row =>
                candidates
                    .Of(recommendations[row])
                    .Select(column => (Column: column, Score: Worth(recommendations[row], columns[column], former)))
                    .Where(one => one.Score >= MinWorth)
                    .ToArray()
        );
        var assigned = OptimalAssignment.Solve(pairs, columns.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            if (assigned[row] >= 0)
                fills[rows[row]].AddRange(columns[assigned[row]].Fills);
        }
    }

    /// <summary>
    /// Adds the rest of an order to the match that has a part of it, the nearest before it, of the same leg where there is one.
    /// </summary>
    /// <returns>What is left of orders and opens a position.</returns>
    private static List<Order> Follow(IReadOnlyList<Recommendation> recommendations, Fill[] executed, List<Fill>[] fills)
    {
        var owner = new Dictionary<string, int>();
        for (var i = 0; i < fills.Length; i++)
        {
            foreach (var fill in fills[i])
                owner[fill.Id] = i;
        }

        var independent = new List<Order>();
        foreach (var order in Order.Of(executed))
        {
            var heads = order.Fills.Where(fill => owner.ContainsKey(fill.Id)).ToArray();
            var alone = ImmutableArray.CreateBuilder<Fill>();
            foreach (var fill in order.Fills.Except(heads))
            {
                if (Head(heads, fill) is { } head && (IsNumbered(fill) || FollowRules.IsPossible(recommendations[owner[head.Id]], fill)))
                    fills[owner[head.Id]].Add(fill);
                else
                    alone.Add(fill);
            }

            if (alone.Count > 0 && new Order(alone.ToImmutable()) is { Opens: true } left)
                independent.Add(left);
        }

        return independent;
    }

    private static bool IsNumbered(Fill fill) => fill.Execution.OrderId is not null;

    private static Fill? Head(Fill[] heads, Fill fill)
    {
        var ofLeg = Array.FindAll(heads, head => head.Execution.Instrument == fill.Execution.Instrument);
        var among = ofLeg.Length > 0 ? ofLeg : heads;
        return among.LastOrDefault(head => head.Execution.At <= fill.Execution.At) ?? among.FirstOrDefault();
    }

    /// <summary>The score of a pair, with what decides between equal ones; 0 where it is no pair.</summary>
    private static double Worth(Recommendation recommendation, ExecutedLeg leg, IReadOnlyDictionary<string, string> former) =>
        FollowRules.Score(recommendation, leg) is not { Score: >= MatchScore.Min } score
            ? 0
            : score.Score
                + (WorthOfFit * Math.Max(WorstFit, score.Fit))
                - (WorthOfHour * (leg.First.Execution.At - recommendation.SentAt).TotalHours)
                + (leg.Fills.Any(fill => former.GetValueOrDefault(recommendation.Id) == fill.Id) ? WorthOfStaying : 0);

    private static Match Judge(Recommendation recommendation, List<Fill> fills, IEnumerable<Fill> ofUnderlying)
    {
        var isPassive = FollowRules.IsPassive(recommendation);
        if (fills.Count == 0)
        {
            var kind =
                s_nothingToDo.Contains(recommendation.Type) || ResolvedItself(recommendation, ofUnderlying) ? MatchKind.NoAction
                : isPassive ? MatchKind.Consent
                : MatchKind.Reject;
            return new Match(recommendation.Id, null, kind, null, null, null, null, [], null);
        }

        fills.Sort((one, other) => (one.Execution.At, one.Id).CompareTo((other.Execution.At, other.Id)));
        var (score, isConsent, main, price) = Fit(recommendation, fills);
        return new Match(
            recommendation.Id,
            fills[0].Id,
            isPassive ? MatchKind.Reject
                : isConsent ? MatchKind.Consent
                : MatchKind.Modify,
            score,
            main.Contract?.Strike - recommendation.Strike,
            main.Contract is { } contract && recommendation.Expiration is { } expiration
                ? contract.Expiration.DayNumber - expiration.DayNumber
                : null,
            price - recommendation.Premium,
            Further(fills),
            OrderStructures.Of(fills)
        );
    }

    /// <summary>How the fills fit; the leg whose terms are compared, and what it, or all legs together, was executed at.</summary>
    private static (double Score, bool IsConsent, Fill Main, decimal Price) Fit(Recommendation recommendation, List<Fill> fills)
    {
        if (recommendation.FurtherLegs.Length > 0)
        {
            var spread = SpreadFit.Of(recommendation, new Order([.. fills]));
            var main = spread.Legs[0] ?? ExecutedLeg.Of(fills).First();
            var net = Math.Abs(ExecutedLeg.Of(fills).Sum(leg => leg.SignedPrice * leg.Quantity) / main.Quantity);
            return (spread.Score, spread.IsConsent, main.First, net);
        }

        // Of the legs of an order the one that was recommended; where somebody named the recommendation, the first.
        var legs = Order.Of(fills).SelectMany(order => ExecutedLeg.Of(order.Fills)).OrderBy(leg => leg.First.Execution.At).ToArray();
        var first = Array.Find(legs, leg => FollowRules.IsPossible(recommendation.FirstLeg, leg.First)) ?? legs[0];
        var same = new ExecutedLeg([
            .. fills.Where(fill =>
                (fill.Execution.Instrument, fill.Execution.Action) == (first.First.Execution.Instrument, first.First.Execution.Action)
            ),
        ]);
        var score = FollowRules.Compare(recommendation.FirstLeg, recommendation.Premium, same);
        return (score.Score, score.IsConsent && FollowRules.IsPossible(recommendation.FirstLeg, same.First), same.First, same.Price);
    }

    private static ImmutableArray<string> Further(IEnumerable<Fill> fills) => [.. fills.Skip(1).Select(fill => fill.Id)];

    /// <summary>It was to be closed, and was assigned or expired before anybody did.</summary>
    private static bool ResolvedItself(Recommendation recommendation, IEnumerable<Fill> ofUnderlying) =>
        recommendation.Action is RecommendedAction.BuyToClose or RecommendedAction.SellToClose
        && ofUnderlying.Any(fill =>
            Execution.EndsOption(fill.Execution.Action)
            && fill.Contract is { } contract
            && FollowRules.IsInWindow(recommendation, fill.Execution)
            && (recommendation.Strike is null || recommendation.Strike == contract.Strike)
            && (recommendation.Expiration is null || recommendation.Expiration == contract.Expiration)
        );
}
