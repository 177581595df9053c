using System.Collections.Immutable;
using LearningActors.Explanations;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Trades;

/// <inheritdoc cref="ITradeIntakeGrain" />
[StatelessWorker, Reentrant]
public sealed class TradeIntakeGrain(ITradeLedger ledger, ILanguageModels models, IClock clock) : Grain, ITradeIntakeGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<TradeOutcome>> Record(ImmutableArray<Trade> trades) => ledger.AppendAsync(trades);

    /// <inheritdoc />
    public Task<Trade?> Find(string id) => ledger.FindAsync(id);

    /// <inheritdoc />
    public async Task<TradeReview?> Review(string id)
    {
        if (await ledger.FindAsync(id) is not { } trade)
            return null;
        var review = models.Preferred is { } model ? await AskAsync(model, trade) : RuleReview.Of(trade, clock.UtcNow);
        await ledger.ReviewAsync(review);
        return review;
    }

    /// <inheritdoc />
    public async Task<int> ReviewOpen(int most)
    {
        var open = await ledger.ReadUnreviewedAsync(most);
        foreach (var trade in open)
            await ledger.ReviewAsync(RuleReview.Of(trade, clock.UtcNow));
        return open.Length;
    }

    private async Task<TradeReview> AskAsync(ILanguageModel model, Trade trade)
    {
        try
        {
            var answer = await model.CompleteAsync(ModelReview.Ask(trade), CancellationToken.None);
            var (review, failure) = ModelReview.Read(trade, answer, model.Name, clock.UtcNow);
            return review ?? RuleReview.Of(trade, clock.UtcNow, failure, answer.CostUsd);
        }
        catch (ModelFailedException failed)
        {
            return RuleReview.Of(trade, clock.UtcNow, failed.Reason);
        }
    }
}
