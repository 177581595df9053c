using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>The outcomes of matches, by exact contract and first in, first out.</summary>
/// <remarks>Made once of all executions up to a day; every look at a match is then short.</remarks>
public sealed class Outcomes
{
    /// <summary>A contract opened so soon after another one of its underlying was closed takes its place.</summary>
    private static readonly TimeSpan s_roll = TimeSpan.FromMinutes(10);

    private readonly DateOnly _asOf;
    private readonly Dictionary<string, Fill> _fills;
    private readonly ILookup<string, ClosedLot> _byOpening;
    private readonly ILookup<string, ClosedLot> _byClosing;
    private readonly HashSet<string> _open;
    private readonly ILookup<(string? Account, string Root, OptionRight Right, ExecutionAction Action), Execution> _openings;
    private readonly ContractExits _exits;

    private Outcomes(IReadOnlyCollection<Execution> executions, DateOnly asOf)
    {
        _asOf = asOf;
        _fills = executions.Select(Fill.Of).ToDictionary(fill => fill.Execution.Id);
        // Accounts have positions of their own.
        var positions = executions.GroupBy(execution => execution.Account).Select(FifoPositions.Of).ToArray();
        _byOpening = positions.SelectMany(one => one.Closed).ToLookup(lot => lot.Opening);
        _byClosing = positions.SelectMany(one => one.Closed).ToLookup(lot => lot.Closing);
        _open = [.. positions.SelectMany(one => one.Open).Select(lot => lot.Opening)];
        _openings = _fills
            .Values.Where(fill => fill.Execution.IsOpening && fill.Contract is not null)
            .ToLookup(
                fill => (fill.Execution.Account, fill.Contract!.Root, fill.Contract.Right, fill.Execution.Action),
                fill => fill.Execution
            );
        _exits = new ContractExits(executions);
    }

    /// <summary>The outcome of each match that was executed, or of which it is known what the recommendation would have made.</summary>
    /// <param name="matches">All matches.</param>
    /// <param name="recommendations">By id.</param>
    /// <param name="executions">All executions up to the day.</param>
    /// <param name="asOf">The day.</param>
    public static ImmutableArray<PositionOutcome> Of(
        IReadOnlyCollection<MatchRecord> matches,
        IReadOnlyDictionary<string, Recommendation> recommendations,
        IReadOnlyCollection<Execution> executions,
        DateOnly asOf
    )
    {
        var outcomes = new Outcomes(executions, asOf);
        var matched = matches.SelectMany(match => match.Match.AllExecutions()).ToHashSet();
        return
        [
            .. matches
                .Select(match =>
                    outcomes.Of(match, match.Match.RecommendationId is { } id ? recommendations.GetValueOrDefault(id) : null, matched)
                )
                .OfType<PositionOutcome>(),
        ];
    }

    private PositionOutcome? Of(MatchRecord match, Recommendation? recommendation, HashSet<string> matched)
    {
        Fill[] fills = [.. match.Match.AllExecutions().Where(_fills.ContainsKey).Select(id => _fills[id])];
        if (fills.Length == 0)
        {
            return recommendation is not null && match.Match.ExecutionId is null && _exits.Counterfactual(recommendation, 1) is { } missed
                ? new PositionOutcome(match.Id, null, 0, missed, _asOf, 0)
                : null;
        }

        ClosedLot[] lots =
        [
            .. fills.SelectMany(fill => (fill.Execution.IsOpening ? _byOpening : _byClosing)[fill.Execution.Id]).Distinct(),
        ];
        var ids = fills.Select(fill => fill.Execution.Id).ToHashSet();
        return new PositionOutcome(
            match.Id,
            Kind(fills, lots),
            lots.Sum(lot => lot.Pnl),
            recommendation is null ? null : Counterfactual(recommendation, fills, lots),
            _asOf,
            lots.Where(lot => ids.Contains(lot.Opening) || !matched.Contains(lot.Opening)).Sum(lot => lot.Pnl)
        );
    }

    private OutcomeKind Kind(Fill[] fills, ClosedLot[] lots)
    {
        if (lots.Length == 0 || Array.Exists(fills, fill => _open.Contains(fill.Execution.Id)))
            return OutcomeKind.Open;
        if (Array.Exists(lots, lot => lot.How == ExecutionAction.Assigned))
            return OutcomeKind.Assigned;
        if (Array.TrueForAll(lots, lot => lot.How == ExecutionAction.Expired))
            return OutcomeKind.ExpiredWorthless;
        if (fills[0].Execution.IsOpening && Array.Exists(lots, IsRolled))
            return OutcomeKind.Rolled;
        return lots.Sum(lot => lot.Pnl) > 0 ? OutcomeKind.ClosedProfit : OutcomeKind.ClosedLoss;
    }

    private bool IsRolled(ClosedLot lot)
    {
        var closing = _fills[lot.Closing];
        return closing is { Execution.IsTrade: true, Contract: { } contract }
            && _openings[
                (
                    closing.Execution.Account,
                    contract.Root,
                    contract.Right,
                    lot.IsShort ? ExecutionAction.SellToOpen : ExecutionAction.BuyToOpen
                )
            ]
                .Any(other => other.Instrument != lot.Instrument && (other.At - closing.Execution.At).Duration() <= s_roll);
    }

    /// <summary>The same contract closed as it was, at the recommended premium; another contract as the record shows it ended.</summary>
    private decimal? Counterfactual(Recommendation recommendation, Fill[] fills, ClosedLot[] lots)
    {
        if (recommendation.Premium is not { } premium || fills[0].Contract is not { } contract)
            return null;
        if (contract.Strike != recommendation.Strike || contract.Expiration != recommendation.Expiration)
            return _exits.Counterfactual(
                recommendation,
                fills.Where(fill => fill.Execution.Instrument == fills[0].Execution.Instrument).Sum(fill => fill.Execution.Quantity)
            );
        if (lots.Length == 0)
            return null;
        var bySelling = fills[0].Execution.Action is ExecutionAction.SellToOpen or ExecutionAction.SellToClose ? 1 : -1;
        return lots.Sum(lot =>
            lot.Pnl
            + ((premium - _fills[fills[0].Execution.IsOpening ? lot.Opening : lot.Closing].Execution.Price) * lot.Quantity * bySelling)
        );
    }
}
