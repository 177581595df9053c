using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>What became of matched executions, by exact contract and first in, first out.</summary>
public static class Outcomes
{
    /// <summary>A contract opened so soon after another one of its underlying was closed takes its place.</summary>
    private static readonly TimeSpan s_roll = TimeSpan.FromMinutes(10);

    /// <summary>The outcome of each match that has an execution.</summary>
    /// <param name="matches">Matches with an execution.</param>
    /// <param name="recommendations">By id.</param>
    /// <param name="executions">All executions up to the day.</param>
    /// <param name="asOf">The day.</param>
    public static ImmutableArray<PositionOutcome> Of(
        IEnumerable<MatchRecord> matches, IReadOnlyDictionary<string, Recommendation> recommendations, IReadOnlyCollection<Execution> executions, DateOnly asOf)
    {
        // Accounts have positions of their own.
        var positions = executions.GroupBy(execution => execution.Account).Select(FifoPositions.Of).ToArray();
        var byId = executions.ToDictionary(execution => execution.Id);
        var byOpening = positions.SelectMany(one => one.Closed).ToLookup(lot => lot.Opening);
        var byClosing = positions.SelectMany(one => one.Closed).ToLookup(lot => lot.Closing);
        var open = positions.SelectMany(one => one.Open).Select(lot => lot.Opening).ToHashSet();
        return
        [
            .. from match in matches
               where match.Match.ExecutionId is { } id && byId.ContainsKey(id)
               let execution = byId[match.Match.ExecutionId!]
               let lots = IsOpening(execution) ? byOpening[execution.Id].ToArray() : byClosing[execution.Id].ToArray()
               let pnl = lots.Sum(lot => lot.Pnl)
               select new PositionOutcome(
                   match.Id, Kind(execution, lots, open.Contains(execution.Id), executions, byId), pnl,
                   match.Match.RecommendationId is { } recommendation && recommendations.TryGetValue(recommendation, out var given) ? Counterfactual(given, execution, lots, pnl) : null, asOf),
        ];
    }

    private static OutcomeKind Kind(Execution execution, ClosedLot[] lots, bool isOpen, IReadOnlyCollection<Execution> executions, Dictionary<string, Execution> byId)
    {
        if (isOpen || lots.Length == 0)
            return OutcomeKind.Open;
        if (Array.Exists(lots, lot => lot.How == ExecutionAction.Assigned))
            return OutcomeKind.Assigned;
        if (Array.TrueForAll(lots, lot => lot.How == ExecutionAction.Expired))
            return OutcomeKind.ExpiredWorthless;
        if (IsOpening(execution) && Array.Exists(lots, lot => IsRolled(byId[lot.Closing], lot, executions)))
            return OutcomeKind.Rolled;
        return lots.Sum(lot => lot.Pnl) > 0 ? OutcomeKind.ClosedProfit : OutcomeKind.ClosedLoss;
    }

    private static bool IsRolled(Execution closing, ClosedLot lot, IEnumerable<Execution> executions) =>
        OccSymbol.Parse(lot.Instrument) is { } old
        && executions.Any(other => other.Action == (lot.IsShort ? ExecutionAction.SellToOpen : ExecutionAction.BuyToOpen)
            && other.Account == closing.Account && other.Instrument != lot.Instrument
            && (other.At - closing.At).Duration() <= s_roll
            && OccSymbol.Parse(other.Instrument) is { } now && now.Root == old.Root && now.Right == old.Right);

    /// <summary>The same contract at the recommended premium; whoever took another one made a bet whose price nobody knows.</summary>
    private static decimal? Counterfactual(Recommendation recommendation, Execution execution, ClosedLot[] lots, decimal pnl) =>
        recommendation.Premium is { } premium && lots.Length > 0
        && OccSymbol.Parse(execution.Instrument) is { } contract && contract.Strike == recommendation.Strike && contract.Expiration == recommendation.Expiration
            ? pnl + ((premium - execution.Price) * lots.Sum(lot => lot.Quantity) * (execution.Action is ExecutionAction.SellToOpen or ExecutionAction.SellToClose ? 1 : -1))
            : null;

    private static bool IsOpening(Execution execution) => execution.Action is ExecutionAction.SellToOpen or ExecutionAction.BuyToOpen;
}
