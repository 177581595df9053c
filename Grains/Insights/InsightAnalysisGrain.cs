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
    private const int NightlyMinTrades = 5;
    private const double NightlyMinConfidence = 0.6;

    private IInsightGrain Insights => GrainFactory.GetGrain<IInsightGrain>(IInsightGrain.Key);

    /// <inheritdoc />
    public Task<Aggregation> Aggregate(TradeConditions scope, int minTrades, double minConfidence, CancellationToken cancellationToken) =>
        AggregateAsync(scope, minTrades, minConfidence, null, cancellationToken);

    /// <inheritdoc />
    public Task<Aggregation> AggregateSince(DateTimeOffset since) =>
        AggregateAsync(TradeConditions.All, NightlyMinTrades, NightlyMinConfidence, since, CancellationToken.None);

    /// <inheritdoc />
    public async Task<int> Reestimate()
    {
        var now = clock.UtcNow;
        var known = await journal.ReadAllAsync();
        var results = await trades.ReadResultsAsync(TradeConditions.All);
        ImmutableArray<Insight> changed =
        [
            .. known
                .GroupBy(insight => insight.Scope)
                .SelectMany(group =>
                    Changed(
                        group,
                        new ScopedTrades(
                            group.Key,
                            [.. results.Where(group.Key.Holds)],
                            NightlyMinTrades,
                            known,
                            ContrastMining.NightlyLevel
                        ),
                        now
                    )
                ),
        ];
        return changed.IsEmpty ? 0 : await Insights.Revise(changed);
    }

    private async Task<Aggregation> AggregateAsync(
        TradeConditions scope,
        int minTrades,
        double minConfidence,
        DateTimeOffset? since,
        CancellationToken cancellationToken
    )
    {
        var now = clock.UtcNow;
        var results = await trades.ReadResultsAsync(scope);
        if (since is { } from && !results.Any(trade => trade.Course?.ReceivedAt >= from))
            return new Aggregation(0, [], []);
        var known = await journal.ReadAllAsync();
        var level = since is null ? ContrastMining.Level : ContrastMining.NightlyLevel;
        var scoped = new ScopedTrades(scope, results, minTrades, known, level);
        var found = InsightMaking.Of(scoped, now).Where(insight => insight.Confidence >= minConfidence).ToList();
        var refused = new List<RefusedClaim>();
        if (models.Preferred is { } model)
        {
            var (claimed, notTaken) = await AskAsync(model, scoped, minTrades, minConfidence, since, now, cancellationToken);
            found = InsightMaking.Join(found, claimed, known, scoped);
            refused.AddRange(notTaken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var taken = await Insights.Take([.. found]);
        // What was found explains others that were found before.
        var others = known.Where(insight => insight.Scope == scope && taken.All(one => one.Id != insight.Id));
        if (Changed(others, scoped, now) is { Count: > 0 } changed)
            await Insights.Revise([.. changed]);
        return new Aggregation(results.Length, taken, [.. refused]);
    }

    private static List<Insight> Changed(IEnumerable<Insight> known, ScopedTrades trades, DateTimeOffset now) =>
        [
            .. known
                .Select(insight => (Before: insight, Now: InsightMaking.Reestimate(insight, trades, now)))
                .Where(pair => !ReferenceEquals(pair.Before, pair.Now))
                .Select(pair => pair.Now),
        ];

    private async Task<(IReadOnlyList<Insight> Found, IReadOnlyList<RefusedClaim> Refused)> AskAsync(
        ILanguageModel model,
        ScopedTrades scoped,
        int minTrades,
        double minConfidence,
        DateTimeOffset? since,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var batches = UnseenTrades
            .Shown(scoped.Bets, since, ModelInsights.BatchSize, MaxQuestions * ModelInsights.BatchSize)
            .Chunk(ModelInsights.BatchSize)
            .Where(batch => batch.Length >= minTrades)
            .ToArray();
        var (claims, refused) = (new List<ModelClaim>(), new List<RefusedClaim>());
        foreach (var (batch, answer) in batches.Zip(await AskAllAsync(model, batches, cancellationToken)))
        {
            var (read, notRead) = answer.Text is { } text
                ? ModelInsights.Read(text, batch, scoped.Scope)
                : ([], [new RefusedClaim($"A batch of {batch.Length} trades", answer.Failure!)]);
            claims.AddRange(read);
            refused.AddRange(notRead);
        }

        var (found, notTaken) = ModelInsights.Judge(claims, scoped, minTrades, minConfidence, model.Name, now);
        return (found, [.. refused, .. notTaken]);
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
