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
    TimeProvider time,
    ILogger<TradeReviewerGrain> logger
) : Grain, ITradeReviewerGrain
{
    private const int QuestionsAtOnce = 4;
    private const int FailuresInARow = 5;

    /// <summary>Two less than a call may take, so that a last slow answer is still waited for.</summary>
    private static readonly TimeSpan s_ofCall = TimeSpan.FromMinutes(3);

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
        var budget = new TimeBudget(s_ofCall, time);
        var (next, failures, reviewed) = (0, 0, new HashSet<Trade>());
        await Task.WhenAll(Enumerable.Range(0, QuestionsAtOnce).Select(_ => ReviewSomeAsync()));
        foreach (var rule in reviewed.Select(trade => trade.Rule).Distinct())
            await TellAsync(rule);
        return reviewed.Count;

        async Task ReviewSomeAsync()
        {
            while (next < open.Length && budget.Left > TimeSpan.Zero)
            {
                var trade = open[next++];
                TradeReview review;
                if (models.Preferred is not { } model)
                    review = RuleReview.Of(trade, clock.UtcNow);
                else if (failures >= FailuresInARow)
                    review = RuleReview.Of(trade, clock.UtcNow, "model_failing");
                else
                {
                    review = await AskAsync(model, trade, CancellationToken.None);
                    failures = review.FallbackReason is null ? 0 : failures + 1;
                }

                await ledger.ReviewAsync(review);
                reviewed.Add(trade);
            }
        }
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
