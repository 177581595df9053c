using LearningActors.Models;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Trades;

/// <inheritdoc cref="ITradeReviewerGrain" />
[StatelessWorker(1), Reentrant]
public sealed partial class TradeReviewerGrain(
    ITradeLedger ledger,
    ILanguageModels models,
    IEnumerable<IReviewObserver> observers,
    IClock clock,
    ILogger<TradeReviewerGrain> logger
) : Grain, ITradeReviewerGrain
{
    /// <inheritdoc />
    public async Task<TradeReview?> Review(string id, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id) is not { } trade)
            return null;
        var review = models.Preferred is { } model ? await AskAsync(model, trade, cancellationToken) : RuleReview.Of(trade, clock.UtcNow);
        await ledger.ReviewAsync(review);
        await TellAsync(trade.Rule);
        return review;
    }

    /// <inheritdoc />
    public async Task<int> ReviewOpen(int limit)
    {
        var open = await ledger.ReadUnreviewedAsync(limit);
        foreach (var trade in open)
            await ledger.ReviewAsync(RuleReview.Of(trade, clock.UtcNow));
        foreach (var rule in open.Select(trade => trade.Rule).Distinct())
            await TellAsync(rule);
        return open.Length;
    }

    /// <summary>Says that a rule has new reviews. They are committed: who can't be told finds them in the ledger, later.</summary>
    private async Task TellAsync(string rule)
    {
        try
        {
            foreach (var observer in observers)
                await observer.ReviewedAsync(rule);
        }
        catch (Exception exception)
        {
            NotTold(logger, exception, rule);
        }
    }

    private async Task<TradeReview> AskAsync(ILanguageModel model, Trade trade, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await model.CompleteAsync(ModelReview.Ask(trade), cancellationToken);
            var (review, failure) = ModelReview.Read(trade, answer, model.Name, clock.UtcNow);
            return review ?? RuleReview.Of(trade, clock.UtcNow, failure, answer.CostUsd);
        }
        catch (ModelFailedException failed)
        {
            return RuleReview.Of(trade, clock.UtcNow, failed.Reason);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The strategy rule {Rule} was not told of a review; its score follows when it is read, or by night")]
    private static partial void NotTold(ILogger logger, Exception exception, string rule);
}
