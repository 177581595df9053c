using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Lists what was recommended, what was executed, and the positions that follow. Key: <c>account-history</c>.</summary>
[Alias("IAccountHistoryGrain")]
public interface IAccountHistoryGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "account-history";

    /// <summary>A part of the recommendations.</summary>
    [Alias("Recommendations")]
    Task<ListPart<Recommendation>> Recommendations(HistoryFilter filter, ListRequest<HistorySort> request);

    /// <summary>A part of the executions.</summary>
    [Alias("Executions")]
    Task<ListPart<Execution>> Executions(HistoryFilter filter, ListRequest<HistorySort> request);

    /// <summary>A part of the orders: the executions of one order together.</summary>
    [Alias("Orders")]
    Task<ListPart<ExecutedOrder>> Orders(HistoryFilter filter, ListRequest<HistorySort> request);

    /// <summary>A part of the positions: an instrument of an account, with its lots.</summary>
    /// <param name="filter">Its days are those on which something of a position was opened or closed.</param>
    /// <param name="state">Open or closed ones, or those with closes of which no opening is known; null for all.</param>
    /// <param name="request">Which part.</param>
    [Alias("Positions")]
    Task<ListPart<Position>> Positions(HistoryFilter filter, PositionState? state, ListRequest<HistorySort> request);

    /// <summary>A part of the outcomes of matches.</summary>
    [Alias("Outcomes")]
    Task<ListPart<MatchOutcome>> Outcomes(OutcomeFilter filter, ListRequest<OutcomeSort> request);
}

/// <summary>Which facts are asked for; what is null is not asked for.</summary>
/// <param name="From">The first Pacific day.</param>
/// <param name="Through">The last Pacific day.</param>
/// <param name="Symbol">The underlying.</param>
/// <param name="Account">The broker's account, as executions name it.</param>
[GenerateSerializer, Immutable, Alias("HistoryFilter")]
public sealed record HistoryFilter(DateOnly? From, DateOnly? Through, string? Symbol, string? Account);

/// <summary>What these lists are sorted by.</summary>
[GenerateSerializer, Alias("HistorySort")]
public enum HistorySort
{
    /// <summary>When it was sent, executed, or last changed.</summary>
    Time,
}

/// <summary>The executions of one order.</summary>
/// <param name="Id">The broker's order number, or the id of the execution where it gives none.</param>
/// <param name="At">When its first fill was executed, UTC.</param>
/// <param name="Structure">What its legs are together.</param>
/// <param name="Executions">In order of their time.</param>
[GenerateSerializer, Immutable, Alias("ExecutedOrder")]
public sealed record ExecutedOrder(string Id, DateTimeOffset At, OrderStructure Structure, ImmutableArray<Execution> Executions);

/// <summary>Whether something of a position is open.</summary>
[GenerateSerializer, Alias("PositionState")]
public enum PositionState
{
    /// <summary>Something of it is open.</summary>
    Open,

    /// <summary>Every lot was closed, expired or assigned.</summary>
    Closed,

    /// <summary>It has a close of which no opening is known: it was opened before the record begins.</summary>
    Unmatched,
}

/// <summary>What an account has, or had, of an instrument.</summary>
/// <param name="Account">Null where there is one account only.</param>
/// <param name="Instrument">The exact contract, or share.</param>
/// <param name="State">Open before unmatched before closed, where lots differ.</param>
/// <param name="Quantity">What is open: negative where it was sold first.</param>
/// <param name="Pnl">Realised by the lots that were closed, after fees.</param>
/// <param name="Cash">Received less paid for all lots, fees included.</param>
/// <param name="Currency">Of the amounts.</param>
/// <param name="ChangedAt">When something of it was last opened or closed, UTC.</param>
/// <param name="Lots">First in, first out.</param>
[GenerateSerializer, Immutable, Alias("Position")]
public sealed record Position(
    string? Account,
    string Instrument,
    PositionState State,
    decimal Quantity,
    decimal Pnl,
    decimal Cash,
    string Currency,
    DateTimeOffset ChangedAt,
    ImmutableArray<PositionLot> Lots
);

/// <summary>A part of a position with one opening and at most one close, first in, first out.</summary>
/// <param name="State">Open, closed, or closed without a known opening.</param>
/// <param name="OpeningExecutionId">What opened it; null where no opening is known.</param>
/// <param name="ClosingExecutionId">What closed it; null while it is open, and where an expiration was inferred.</param>
/// <param name="OriginExecutionId">What the position began with: for delivered shares the opening of the option.</param>
/// <param name="Quantity">Contracts, shares or coins; negative where it was sold first.</param>
/// <param name="Pnl">After the fees of both sides; null unless it was closed.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="ClosedAt">UTC.</param>
/// <param name="ClosedBy">The closing action.</param>
/// <param name="IsInferred">No row says that it expired.</param>
[GenerateSerializer, Immutable, Alias("PositionLot")]
public sealed record PositionLot(
    PositionState State,
    string? OpeningExecutionId,
    string? ClosingExecutionId,
    string? OriginExecutionId,
    decimal Quantity,
    decimal? Pnl,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    ExecutionAction? ClosedBy,
    bool IsInferred
);
