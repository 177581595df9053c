using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Trades;
using Microsoft.Extensions.Configuration;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Insights;

/// <summary>Looking for insights takes as long as the model does, and nobody else waits for it.</summary>
public sealed class InsightAnalysisTests
{
    [Fact]
    public async Task TheJournalIsReadAndPrunedWhileAModelHangs()
    {
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await StartAsync(model);
        await RecordAsync(service);
        model.Answer = (_, context) => OpenAiServer.WriteAsync(context, """{"insights": []}""");
        await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        var known = (await service.ItemsAsync<Insight>("/api/learning/insights")).Count;
        Assert.True(known > 0);

        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        model.Answer = async (_, context) =>
        {
            asked.TrySetResult();
            await go.Task.WaitAsync(context.RequestAborted);
            await OpenAiServer.WriteAsync(context, """{"insights": []}""");
        };
        var aggregation = service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(known, (await service.ItemsAsync<Insight>("/api/learning/insights")).Count);
        Assert.Equal(known, (await service.GetAsync<LearningSummary>("/api/learning/summary")).ActiveLearnings);
        Assert.Equal(known, (await service.PostAsync<PrunedResponse>("/api/learning/prune?threshold=1", new { })).Pruned);
        Assert.False(aggregation.IsCompleted);
        go.SetResult();
        // Pruned after its trades were read, they stay pruned.
        var found = (await aggregation).Found;
        Assert.Equal(known, found.Count);
        Assert.All(found, insight => Assert.False(insight.IsActive));
        Assert.Empty((await service.ItemsAsync<Insight>("/api/learning/insights")));
    }

    [Fact]
    public async Task TheBatchesShareATimeBudgetAndWhatWasFoundIsKept()
    {
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await StartAsync(model, "00:00:10");
        await RecordAsync(service);
        model.Answer = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var aggregation = await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        Assert.True(aggregation.Found.Count > 0);
        var reasons = aggregation.Refused.Select(one => one.Reason).ToArray();
        // About half of 400 trades are four or five batches, three of them at once.
        Assert.InRange(reasons.Length, 4, 5);
        Assert.Equal(3, reasons.Count(reason => reason.Contains("did not answer: timeout", StringComparison.Ordinal)));
        Assert.Equal(
            reasons.Length - 3,
            reasons.Count(reason => reason.Contains("the time budget of 00:00:10 is spent", StringComparison.Ordinal))
        );
        Assert.Equal(3, model.Requests.Count);
    }

    [Fact]
    public async Task AnAbandonedAggregationLeavesTheModelAndTheJournalAlone()
    {
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await StartAsync(model);
        await RecordAsync(service);
        var (asked, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (open, most) = (0, 0);
        model.Answer = async (_, context) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref open));
            if (most == 3)
                asked.TrySetResult();
            context.RequestAborted.Register(() =>
            {
                if (Interlocked.Decrement(ref open) == 0)
                    aborted.TrySetResult();
            });
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var abandon = new CancellationTokenSource();
        var aggregation = service.Engine.PostAsJsonAsync("/api/learning/aggregate", new { }, abandon.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => aggregation);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(0, (await service.ItemsAsync("/api/learning/insights?min_confidence=0&active=any")).GetArrayLength());
        Assert.Equal(3, model.Requests.Count);
    }

    [Fact]
    public async Task AnAbandonedReviewIsAbortedAtTheModelAndNotRecorded()
    {
        await using var model = await OpenAiServer.StartAsync();
        await using var service = await StartAsync(model);
        await RecordAsync(service);
        var (asked, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        model.Answer = async (_, context) =>
        {
            asked.TrySetResult();
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var abandon = new CancellationTokenSource();
        var review = service.Engine.PostAsync("/api/learning/analyze-trade/t0", null, abandon.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => review);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM trade_reviews"));
    }

    /// <summary>By itself a call of the model ends long after the tests do.</summary>
    private static Task<TestService> StartAsync(OpenAiServer model, string budget = "00:02:00") =>
        TestService.StartAsync(
            builder =>
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Insights:TimeBudget"] = budget,
                        ["Models:openai:Timeout"] = "00:05:00",
                        ["Models:openai:PatientTimeout"] = "00:05:00",
                    }
                ),
            model.Environment
        );

    /// <summary>Pullbacks in a range win 8 of 10, all else 4 of 10.</summary>
    private static async Task RecordAsync(TestService service)
    {
        await service.AddRuleAsync();
        await service.RecordAsync([
            .. Enumerable
                .Range(0, 400)
                .Select(i =>
                    (object)(
                        i % 4 == 0
                            ? Trade($"t{i}", i / 4 % 10 < 8, minute: i)
                            : Trade(
                                $"t{i}",
                                i / 4 % 10 < 4,
                                minute: i,
                                setup: i % 4 == 1 ? "pullback" : "breakout",
                                phase: i % 4 == 2 ? "range" : "drive"
                            )
                    )
                ),
        ]);
    }
}
