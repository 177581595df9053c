using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>The outcomes of matches, by exact contract and first in, first out.</summary>
/// <remarks>Made once of all executions in question; every look at a match is then short.</remarks>
public sealed class Outcomes
{
    /// <summary>A contract opened so soon after another one of its underlying was closed takes its place.</summary>
    public static TimeSpan RollsWithin { get; } = TimeSpan.FromMinutes(10);

    private readonly DateOnly _asOf;
    private readonly Dictionary<string, Fill> _fills;
    private readonly IReadOnlySet<string> _matched;
    private readonly FifoPositions _positions;
    private readonly ILookup<string, ClosedLot> _byOpening;
    private readonly ILookup<string, ClosedLot> _byOrigin;
    private readonly ILookup<string, ClosedLot> _byClosing;
    private readonly HashSet<string> _open;
    private readonly HashSet<string> _openByOrigin;
    private readonly ILookup<(string? Account, string Underlying, OptionRight Right, ExecutionAction Action), Execution> _openings;
    private readonly PriceBook _prices;

    private Outcomes(OutcomeFacts facts, DateOnly asOf, OutcomeOptions options)
    {
        _asOf = asOf;
        _matched = facts.Matched;
        _fills = facts.Executions.Select(Fill.Of).ToDictionary(fill => fill.Id);
        _positions = FifoPositions.Of(facts.Executions, contract => contract.Expiration.AddDays(options.InferExpirationAfterDays) < asOf);
        _byOpening = _positions.Closed.ToLookup(lot => lot.Opening);
        _byOrigin = _positions.Closed.ToLookup(lot => lot.Origin);
        _byClosing = _positions.Closed.Where(lot => lot.Closing is not null).ToLookup(lot => lot.Closing!);
        _open = [.. _positions.Open.Select(lot => lot.Opening)];
        _openByOrigin = [.. _positions.Open.Select(lot => lot.Origin)];
        var all = facts.Executions.Concat(facts.Others).DistinctBy(execution => execution.Id).ToArray();
        _openings = all.Select(Fill.Of)
            .Where(fill => fill.Execution.IsOpening && fill.Contract is not null)
            .ToLookup(
                fill => (fill.Execution.Account, fill.Execution.Underlying, fill.Contract!.Right, fill.Execution.Action),
                fill => fill.Execution
            );
        _prices = new PriceBook(facts.Prices, all, asOf);
    }

    /// <summary>The outcome of each match that was executed, or of which it is known what the recommendation would have made.</summary>
    /// <param name="facts">What it follows from.</param>
    /// <param name="asOf">The day up to which everything is known.</param>
    /// <param name="options">When an expiration is inferred.</param>
    public static OutcomeResult Of(OutcomeFacts facts, DateOnly asOf, OutcomeOptions options)
    {
        var outcomes = new Outcomes(facts, asOf, options);
        var recommendations = facts.Recommendations.ToDictionary(one => one.Id);
        return new OutcomeResult(
            [
                .. facts
                    .Matches.Select(match =>
                        outcomes.Of(match, match.Match.RecommendationId is { } id ? recommendations.GetValueOrDefault(id) : null)
                    )
                    .OfType<PositionOutcome>(),
            ],
            outcomes._positions
        );
    }

    private PositionOutcome? Of(MatchRecord match, Recommendation? recommendation)
    {
        Fill[] fills = [.. match.Match.AllExecutions().Where(_fills.ContainsKey).Select(id => _fills[id])];
        if (fills.Length == 0)
            return match.Match.ExecutionId is null ? Missed(match, recommendation) : null;
        var ids = fills.Select(fill => fill.Id).ToHashSet();
        var closes = recommendation?.Action is RecommendedAction.BuyToClose or RecommendedAction.SellToClose;
        Fill[] main = Array.FindAll(fills, fill => fill.Execution.IsOpening != closes);
        ClosedLot[] lots =
        [
            .. (main.Length > 0 ? main : fills)
                .SelectMany(fill => (fill.Execution.IsOpening ? _byOpening : _byClosing)[fill.Id])
                .Distinct(),
        ];
        ClosedLot[] begun = [.. ids.SelectMany(id => _byOrigin[id])];
        ClosedLot[] taken = [.. ids.SelectMany(id => _byClosing[id]).Where(lot => !_matched.Contains(lot.Origin))];
        var isOpen = Array.Exists(fills, fill => _open.Contains(fill.Id));
        var counterfactual = recommendation is null ? null : As(recommendation, fills, lots, isOpen);
        return new PositionOutcome(
            match.Id,
            Kind(fills, lots, isOpen),
            lots.Sum(lot => lot.Pnl),
            counterfactual?.Pnl,
            _asOf,
            begun.Sum(lot => lot.Pnl) + taken.Sum(lot => lot.Pnl),
            begun.Union(lots).Sum(lot => lot.Pnl),
            !isOpen && !ids.Overlaps(_openByOrigin),
            Array.Exists(lots, lot => lot.IsInferred) || Array.Exists(begun, lot => lot.IsInferred),
            counterfactual?.Price.Source,
            counterfactual?.Price.On,
            fills[0].Execution.Currency
        );
    }

    private PositionOutcome? Missed(MatchRecord match, Recommendation? recommendation) =>
        recommendation is not null && Counterfactual.Of(recommendation, 1, null, _prices) is { } missed
            ? new PositionOutcome(
                match.Id,
                null,
                0,
                missed.Pnl,
                _asOf,
                0,
                0,
                true,
                false,
                missed.Price.Source,
                missed.Price.On,
                Execution.UsualCurrency
            )
            : null;

    private OutcomeKind Kind(Fill[] fills, ClosedLot[] lots, bool isOpen)
    {
        if (isOpen)
            return OutcomeKind.Open;
        if (lots.Length == 0)
            return Array.Exists(fills, fill => fill.Execution.IsOpening) ? OutcomeKind.Open : OutcomeKind.UnknownOpening;
        if (Array.Exists(lots, lot => lot.How == ExecutionAction.Assigned))
            return OutcomeKind.Assigned;
        if (Array.TrueForAll(lots, lot => lot.How == ExecutionAction.Expired))
            return OutcomeKind.ExpiredWorthless;
        if (fills[0].Execution.IsOpening && Array.Exists(lots, IsRolled))
            return OutcomeKind.Rolled;
        return lots.Sum(lot => lot.Pnl) > 0 ? OutcomeKind.ClosedProfit : OutcomeKind.ClosedLoss;
    }

    private bool IsRolled(ClosedLot lot) =>
        lot.Closing is { } id
        && _fills[id] is { Execution: { IsTrade: true } closing, Contract: { } contract }
        && _openings[
            (closing.Account, closing.Underlying, contract.Right, lot.IsShort ? ExecutionAction.SellToOpen : ExecutionAction.BuyToOpen)
        ]
            .Any(other =>
                other.Instrument != lot.Instrument
                && ((other.OrderId is not null && other.OrderId == closing.OrderId) || (other.At - closing.At).Duration() <= RollsWithin)
            );

    /// <summary>The same contract left as it was, opened at the recommended premium; another contract by the policy.</summary>
    private Counterfactual? As(Recommendation recommendation, Fill[] fills, ClosedLot[] lots, bool isOpen)
    {
        if (recommendation.Premium is not { } premium || fills[0].Contract is not { } contract)
            return null;
        if (contract.Strike != recommendation.Strike || contract.Expiration != recommendation.Expiration)
            return Counterfactual.Of(
                recommendation,
                fills.Where(fill => fill.Execution.Instrument == fills[0].Execution.Instrument).Sum(fill => fill.Execution.Quantity),
                isOpen || lots.Length == 0 ? null : PacificDay.Of(lots.Max(lot => lot.ClosedAt)),
                _prices
            );
        if (lots.Length == 0)
            return null;
        var bySelling = fills[0].Execution.Action is ExecutionAction.SellToOpen or ExecutionAction.SellToClose ? 1 : -1;
        return new Counterfactual(
            lots.Sum(lot =>
                lot.Pnl
                + ((premium - _fills[fills[0].Execution.IsOpening ? lot.Opening : lot.Closing!].Execution.Price) * lot.Quantity * bySelling)
            ),
            new KnownPrice(premium, PriceBook.Executions, PacificDay.Of(lots.Max(lot => lot.ClosedAt)))
        );
    }
}
