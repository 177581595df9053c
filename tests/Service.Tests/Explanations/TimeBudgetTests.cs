using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Explanations;
using LearningActors.Prompts;
using LearningActors.Tests.Experiments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests.Explanations;

/// <summary>A reader gets an explanation within the time budget whatever the model does, and one who has gone costs nothing more.</summary>
public sealed class TimeBudgetTests : IAsyncLifetime
{
    private OpenAiServer _model = null!;
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _model = await OpenAiServer.StartAsync();
        // The model's own time-out would be 10 s for each of its attempts.
        _service = await TestService.StartAsync(
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Explanations:TimeBudget"] = "00:00:02" }),
            _model.Environment);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task AHangingModelTakesTheBudgetOnceAndTheReasonIsTimeout()
    {
        var variant = await StartExperimentAsync();
        _model.Answer = HangAsync;
        var answer = await ExplainWithAsync(variant);
        Assert.Equal(("template", "timeout"), (answer.GetProperty("model_used").GetString(), answer.GetProperty("fallback_reason").GetString()));
        Assert.InRange(answer.GetProperty("latency_ms").GetInt32(), 1500, 5000);
    }

    [Fact]
    public async Task WhatTheAssignedPromptLeavesIsTheChampions()
    {
        var variant = await StartExperimentAsync();
        _model.Answer = (request, context) => OpenAiServer.Message(request, "system").Contains("strongest", StringComparison.Ordinal)
            ? OpenAiServer.WriteAsync(context, "no JSON")
            : HangAsync(request, context);
        var answer = await ExplainWithAsync(variant);
        Assert.Equal("invalid_json; champion v1.0: timeout", answer.GetProperty("fallback_reason").GetString());
        Assert.InRange(answer.GetProperty("latency_ms").GetInt32(), 1500, 5000);
    }

    [Fact]
    public async Task AModelThatHangsIsLeftAloneAfterAWhileAlsoWhenTheBudgetEndsTheCalls()
    {
        _model.Answer = HangAsync;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => ExplainAsync(0.1 * i)));
        Assert.Equal("unavailable:circuit_open", (await ExplainAsync(0.9)).GetProperty("fallback_reason").GetString());
    }

    [Fact]
    public async Task AnAbandonedRequestIsAbortedAtTheModelNotTriedAgainAndNotRecorded()
    {
        var (asked, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        _model.Answer = async (_, context) =>
        {
            asked.TrySetResult();
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var abandon = new CancellationTokenSource();
        var abandoned = _service.Engine.PostAsJsonAsync("/api/explanations", Signal(0.5), abandon.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // Another one that is tried twice takes longer than the pause before a second attempt of the first.
        _model.Answer = (_, context) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        Assert.Equal("unavailable", (await ExplainAsync(0.6)).GetProperty("fallback_reason").GetString());
        Assert.Equal(3, _model.Requests.Count);
        Assert.Equal(1, await _service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    [Fact]
    public async Task OneOfTwoWhoWaitMayGoAndTheOtherGetsTheAnswerAndItsCost()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _model.Answer = async (_, context) =>
        {
            asked.TrySetResult();
            await answer.Task.WaitAsync(context.RequestAborted);
            await OpenAiServer.WriteAsync(context,
                """{"explanation": "The RSI of 28.5 is low, which speaks for buying.", "factors": [{"name": "rsi", "impact": "positive"}], "sentiment": "bullish"}""");
        };
        var answers = _service.Services.GetRequiredService<IGrainFactory>().GetGrain<IModelAnswersGrain>("answers:ab");
        using var gone = new CancellationTokenSource();
        var first = answers.Get(Question(), gone.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var second = answers.Get(Question(), CancellationToken.None);
        // Answered after the second one came in.
        await answers.Get(Question() with { Key = new string('b', 64), Model = "unknown" }, CancellationToken.None);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();
        var (got, later) = (await second, await answers.Get(Question(), CancellationToken.None));
        Assert.Equal((false, 0.00006m, true, 0m), (got.Cached, got.CostUsd, later.Cached, later.CostUsd));
        Assert.Single(_model.Requests);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:26")]
    public async Task ABudgetThatTheRuntimeWouldNotWaitForStopsTheStart(string budget)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => TestService.StartAsync(
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Explanations:TimeBudget"] = budget })));
        Assert.Contains("Explanations:TimeBudget", refused.Message);
    }

    /// <summary>Nearly all explanations are of the variant.</summary>
    private async Task<string> StartExperimentAsync()
    {
        var variant = (await _service.AddPromptsAsync("BUY", 1))[0];
        await _service.PostAsync("/api/admin/llm-ab-tests", new
        {
            signal = "BUY",
            traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.05, [variant] = 0.95 },
        });
        // By then the assignment knows of it.
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        return variant;
    }

    private async Task<JsonElement> ExplainWithAsync(string version)
    {
        while (true)
        {
            var answer = await ExplainAsync();
            if (answer.GetProperty("prompt_version").GetString() == version)
                return answer;
        }
    }

    private static Task HangAsync(System.Text.Json.Nodes.JsonObject request, HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    private static object Signal(double confidence) => new { ticker = "AAPL", signal = "BUY", confidence, indicators = new { rsi = 28.5 } };

    private static ModelQuestion Question() => new(
        new string('a', 64), Guid.NewGuid(), new SignalToExplain("AAPL", SignalType.Buy, 0.85, new Indicators("""{"rsi":28.5}"""), null),
        BaselinePrompt.Version, "openai", TimeSpan.FromMinutes(1));

    private async Task<JsonElement> ExplainAsync(double confidence = 0.85)
    {
        var response = await _service.Engine.PostAsJsonAsync("/api/explanations", Signal(confidence));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
