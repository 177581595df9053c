using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using Microsoft.Extensions.Configuration;

namespace LearningActors.Tests.Explanations;

/// <summary>A reader who has gone costs nothing more.</summary>
public sealed class AbandonedRequestTests : IAsyncLifetime
{
    private OpenAiServer _model = null!;
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        _model = await OpenAiServer.StartAsync();
        // By themselves neither the call nor the request ends before the test gives up.
        _service = await TestService.StartAsync(
            builder =>
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?> { ["Explanations:TimeBudget"] = "00:00:25", ["Models:openai:Timeout"] = "00:05:00" }
                ),
            _model.Environment
        );
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _model.DisposeAsync();
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
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(15));

        // Another one that is tried twice takes longer than the pause before a second attempt of the first.
        _model.Answer = (_, context) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        Assert.Equal("unavailable", (await ExplainAsync(0.6)).FallbackReason);
        Assert.Equal(3, _model.Requests.Count);
        Assert.Equal(1, await _service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    private static object Signal(double confidence) =>
        new
        {
            ticker = "AAPL",
            signal = "BUY",
            confidence,
            indicators = new { rsi = 28.5 },
        };

    private async Task<ExplanationResponse> ExplainAsync(double confidence)
    {
        var response = await _service.Engine.PostAsJsonAsync("/api/explanations", Signal(confidence));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<ExplanationResponse>(ClientJson.Options))!;
    }
}
