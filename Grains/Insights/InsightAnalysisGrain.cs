using System.Collections.Immutable;
using LearningActors.Models;
using LearningActors.Trades;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Insights;

/// <inheritdoc cref="IInsightAnalysisGrain" />
[StatelessWorker(1), Reentrant]
public sealed class InsightAnalysisGrain(
    IInsightLedger journal,
    ITradeLedger trades,
    ILanguageModels models,
    InsightOptions options,
    IClock clock,
    TimeProvider time
) : Grain, IInsightAnalysisGrain
{
    private const int MaxQuestions = 10;
    private const int QuestionsAtOnce = 3;

    private IInsightGrain Insights => GrainFactory.GetGrain<IInsightGrain>(IInsightGrain.Key);

    /// <inheritdoc />
    public async Task<Aggregation> Aggregate(
        TradeConditions scope,
        int minTrades,
        double minConfidence,
        CancellationToken cancellationToken
    )
    {
        var now = clock.UtcNow;
        var results = await trades.ReadResultsAsync(scope);
        var found = ContrastMining
            .Find(results, minTrades)
            .Select(mined =>
                InsightMaking.Make(
                    mined.Conditions.Within(scope),
                    scope,
                    mined.Contrast,
                    results,
                    null,
                    null,
                    InsightMaking.ByStatistics,
                    now
                )
            )
            .Where(insight => insight.Confidence >= minConfidence)
            .ToList();
        var refused = new List<RefusedClaim>();
        if (models.Preferred is { } model)
        {
            // The last trades, oldest batch first.
            var batches = results
                .TakeLast(MaxQuestions * ModelInsights.BatchSize)
                .Chunk(ModelInsights.BatchSize)
                .Where(batch => batch.Length >= minTrades)
                .ToArray();
            foreach (var (batch, answer) in batches.Zip(await AskAllAsync(model, batches, cancellationToken)))
            {
                var (claims, notTaken) = answer.Text is { } text
                    ? ModelInsights.Read(text, batch, results, scope, minTrades, minConfidence, model.Name, now)
                    : ([], [new RefusedClaim($"A batch of {batch.Length} trades", answer.Failure!)]);
                found.AddRange(claims.Where(claim => found.TrueForAll(one => one.Id != claim.Id)));
                refused.AddRange(notTaken);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new Aggregation(results.Length, await Insights.Take([.. found]), [.. refused]);
    }

    /// <inheritdoc />
    public async Task<int> Reestimate()
    {
        var now = clock.UtcNow;
        var known = await journal.ReadAllAsync();
        var results = await trades.ReadResultsAsync(TradeConditions.All);
        ImmutableArray<Insight> changed =
        [
            .. known
                .Select(insight => (Before: insight, Now: InsightMaking.Reestimate(insight, results, now)))
                .Where(pair => !ReferenceEquals(pair.Before, pair.Now))
                .Select(pair => pair.Now),
        ];
        return changed.IsEmpty ? 0 : await Insights.Revise(changed);
    }

    /// <summary>Puts each batch to the model, some at once, and gives the answers in the batches' order.</summary>
    private async Task<(string? Text, string? Failure)[]> AskAllAsync(
        ILanguageModel model,
        TradeResult[][] batches,
        CancellationToken cancellationToken
    )
    {
        var budget = new TimeBudget(options.TimeBudget, time);
        var answers = new (string?, string?)[batches.Length];
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, QuestionsAtOnce).Select(_ => AskSomeAsync()));
        return answers;

        async Task AskSomeAsync()
        {
            while (next < batches.Length)
            {
                var batch = next++;
                answers[batch] =
                    budget.Left > options.TimeBudget / 20
                        ? await AskAsync(model, ModelInsights.Ask(batches[batch]) with { TimeLimit = budget.Left }, cancellationToken)
                        : (null, $"The model {model.Name} was not asked: the time budget of {options.TimeBudget} is spent.");
            }
        }
    }

    private static async Task<(string? Text, string? Failure)> AskAsync(
        ILanguageModel model,
        ModelCall call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return ((await model.CompleteAsync(call, cancellationToken)).Text, null);
        }
        catch (ModelFailedException failed)
        {
            return (null, $"The model {model.Name} did not answer: {failed.Reason}.");
        }
    }
}
