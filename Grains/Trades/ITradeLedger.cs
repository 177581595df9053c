using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Trades;

/// <summary>Closed trades and their reviews.</summary>
public interface ITradeLedger
{
    /// <summary>Records trades; those whose id is known stay as they are.</summary>
    /// <exception cref="LedgerUnavailableException">The queue is full or the database is away.</exception>
    Task<ImmutableArray<TradeOutcome>> AppendAsync(ImmutableArray<Trade> trades);

    /// <summary>A trade, or null.</summary>
    Task<Trade?> FindAsync(string id);

    /// <summary>The review of a trade, or null.</summary>
    Task<TradeReview?> FindReviewAsync(string id);

    /// <summary>A part of the trades, without their candles, each with its review.</summary>
    Task<ListPart<(Trade Trade, TradeReview? Review)>> ListAsync(TradeFilter filter, ListRequest<TradeSort> request);

    /// <summary>A part of the reviews.</summary>
    Task<ListPart<ReviewRecord>> ListReviewsAsync(ReviewFilter filter, ListRequest<ReviewSort> request);

    /// <summary>Records a review in place of an earlier one of the trade.</summary>
    Task ReviewAsync(TradeReview review);

    /// <summary>Trades without a review, the oldest exit first.</summary>
    Task<ImmutableArray<Trade>> ReadUnreviewedAsync(int limit);

    /// <summary>The reviews of a rule that were made or replaced since; null for all.</summary>
    Task<ImmutableArray<ReviewedTrade>> ReadReviewsAsync(string rule, DateTimeOffset? since);

    /// <summary>Trades of a rule that have no review.</summary>
    Task<int> CountUnreviewedAsync(string rule);

    /// <summary>The results of trades in a scope, in order of their exit.</summary>
    Task<ImmutableArray<TradeResult>> ReadResultsAsync(TradeConditions scope);

    /// <summary>Trades closed, and won, since; and reviews made since.</summary>
    Task<(long Trades, long Wins, long Reviews)> CountSinceAsync(DateTimeOffset since);
}
