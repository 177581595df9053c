using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LearningActors.Tests.Explanations;

/// <summary>A reader gets an explanation within the time budget, whatever the model does.</summary>
public sealed class TimeBudgetTests : IAsyncLifetime
{
    private OpenAiServer _model = null!;
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _model = await OpenAiServer.StartAsync();
        // The model's own time-out would be 10 s for each of its attempts.
        _service = await TestService.StartAsync(
            builder =>
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Explanations:TimeBudget"] = "00:00:04" }),
            _model.Environment
        );
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
        Assert.Equal(("template", "timeout"), (answer.ModelUsed, answer.FallbackReason));
        Assert.InRange(answer.LatencyMs, 3000, 8000);
    }

    [Fact]
    public async Task WhatTheAssignedPromptLeavesIsTheChampions()
    {
        var variant = await StartExperimentAsync();
        _model.Answer = (request, context) =>
            OpenAiServer.Message(request, "system").Contains("strongest", StringComparison.Ordinal)
                ? OpenAiServer.WriteAsync(context, "no JSON")
                : HangAsync(request, context);
        var answer = await ExplainWithAsync(variant);
        Assert.Equal("invalid_json; champion v1.0: timeout", answer.FallbackReason);
        Assert.InRange(answer.LatencyMs, 3000, 8000);
    }

    [Fact]
    public async Task AModelThatHangsIsLeftAloneAfterAWhileAlsoWhenTheBudgetEndsTheCalls()
    {
        _model.Answer = HangAsync;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => ExplainAsync(0.1 * i)));
        Assert.Equal("unavailable:circuit_open", (await ExplainAsync(0.9)).FallbackReason);
    }

    [Fact]
    public async Task WhatTheModelsTookIsNotMissingForTheRecording()
    {
        // A disk that is slower than what the budget of 4 s could have left over.
        await using (
            var slow = _service.Database.CreateCommand(
                """
                CREATE FUNCTION slow_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END $$;
                CREATE TRIGGER slow_disk BEFORE INSERT ON llm_explanations FOR EACH ROW EXECUTE FUNCTION slow_disk();
                """
            )
        )
            await slow.ExecuteNonQueryAsync();
        _model.Answer = HangAsync;
        var answer = await ExplainAsync();
        Assert.Equal("timeout", answer.FallbackReason);
        var id = answer.ExplanationId;
        Assert.Equal(1, await _service.ScalarAsync<int>($"SELECT count(*)::integer FROM llm_explanations WHERE id = '{id}'"));
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:26")]
    public async Task ABudgetThatTheRuntimeWouldNotWaitForStopsTheStart(string budget)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            TestService.StartAsync(builder =>
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Explanations:TimeBudget"] = budget })
            )
        );
        Assert.Contains("Explanations__TimeBudget", refused.Message);
    }

    /// <summary>Nearly all explanations are of the variant.</summary>
    private async Task<string> StartExperimentAsync()
    {
        var variant = (await _service.AddPromptsAsync("BUY", 1))[0];
        await _service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.05, [variant] = 0.95 } }
        );
        // By then the assignment knows of it.
        _service.Clock.Advance(TimeSpan.FromSeconds(10));
        return variant;
    }

    private async Task<ExplanationResponse> ExplainWithAsync(string version)
    {
        while (true)
        {
            var answer = await ExplainAsync();
            if (answer.PromptVersion == version)
                return answer;
        }
    }

    private static Task HangAsync(System.Text.Json.Nodes.JsonObject request, HttpContext context) =>
        Task.Delay(Timeout.Infinite, context.RequestAborted);

    private static object Signal(double confidence) =>
        new
        {
            ticker = "AAPL",
            signal = "BUY",
            confidence,
            indicators = new { rsi = 28.5 },
        };

    private async Task<ExplanationResponse> ExplainAsync(double confidence = 0.85)
    {
        var response = await _service.Engine.PostAsJsonAsync("/api/explanations", Signal(confidence));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<ExplanationResponse>(ClientJson.Options))!;
    }
}
