using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Durability;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Prompts;

/// <summary>A model charges for what it was asked, whoever waits for the answer; so does the month's budget.</summary>
public sealed class AbandonedGenerationTests
{
    private const string Good =
        "In two short sentences, tell a trader what in {indicators} led to the signal {signal} for {ticker}, and how sure {confidence} is.";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task AGenerationWhoseCallerHasGoneIsRecordedWithItsCost()
    {
        await using var model = await OpenAiServer.StartAsync();
        var (asked, mayAnswer) = (NewSignal(), NewSignal());
        model.Answer = async (_, context) =>
        {
            asked.TrySetResult();
            await mayAnswer.Task.WaitAsync(context.RequestAborted);
            await PromptWriter.WriteVariantsAsync(context, Good);
        };
        await using var service = await TestService.StartAsync(environment: model.Environment);
        using var abandon = new CancellationTokenSource();
        var abandoned = service.Admin.SendAsync(Generating(), abandon.Token);
        await asked.Task.WaitAsync(s_patience);
        var call = Assert.Single(await UnansweredAsync(service));
        Assert.Equal("BUY", call.Signal);
        await abandon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        mayAnswer.SetResult();

        // The same request waits for the first, and gets what that has paid for.
        var again = await service.Admin.SendAsync(Generating());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var generation = (await again.Content.ReadFromJsonAsync<PromptGeneration>(ClientJson.Options))!;
        Assert.Equal((1, 0.00006m), (generation.Versions.Count, generation.CostUsd));
        Assert.Single(model.Requests);
        Assert.Single(await service.ItemsAsync<PromptGeneration>("/api/admin/prompts/generations"));
        Assert.Empty(await UnansweredAsync(service));
    }

    [Fact]
    public async Task ACallWhoseProcessDiedCountsWithTheMostThatItCanCost()
    {
        const string key = "abandoned-test-admin-key";
        await using var model = await OpenAiServer.StartAsync();
        var asked = NewSignal();
        model.Answer = async (_, context) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var environment = new Dictionary<string, string>(model.Environment)
        {
            ["LEARNING_ADMIN_KEY"] = key,
            ["Prompts__MonthlyBudgetUsd"] = "0.0001",
        };
        var home = new ServiceHome();
        try
        {
            using (var service = await ServiceProcess.StartAsync(home.Path, home.Port, environment))
            {
                var abandoned = service.Client.SendAsync(Generating(key));
                await asked.Task.WaitAsync(s_patience);
                await service.KillAsync();
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => abandoned);
            }

            using (var service = await ServiceProcess.StartAsync(home.Path, home.Port, environment))
            {
                using var list = new HttpRequestMessage(HttpMethod.Get, "/api/admin/prompts");
                list.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                var prompts = await (await service.Client.SendAsync(list)).Content.ReadFromJsonAsync<PromptsResponse>(ClientJson.Options);
                var call = Assert.Single(prompts!.UnansweredCalls);
                // 1500 tokens of three variants at 0.60 USD a million alone are 0.0009 USD.
                Assert.InRange(call.MaxCostUsd, 0.0009m, 0.01m);
                var refused = await service.Client.SendAsync(Generating(key));
                Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
                Assert.Contains("for calls whose answer never came", await refused.Content.ReadAsStringAsync());
                Assert.Single(model.Requests);
                Assert.Equal(0, await service.StopAsync());
            }
        }
        finally
        {
            await home.RemoveAsync();
        }
    }

    [Theory]
    [InlineData(401, 0)]
    [InlineData(500, 0)]
    [InlineData(null, 1)]
    public async Task ACallThatTheModelRefusedIsFreeAndOneThatBrokeIsNot(int? status, int unanswered)
    {
        await using var model = await OpenAiServer.StartAsync();
        model.Answer = (_, context) =>
        {
            if (status is { } given)
                context.Response.StatusCode = given;
            else
                context.Abort();
            return Task.CompletedTask;
        };
        await using var service = await TestService.StartAsync(environment: model.Environment);
        await service.RefusedAsync("/api/admin/prompts/BUY/generate", new { }, HttpStatusCode.Conflict, "model");
        Assert.NotEmpty(model.Requests);
        Assert.Equal(unanswered, (await UnansweredAsync(service)).Count);
    }

    private static async Task<IReadOnlyList<PromptCall>> UnansweredAsync(TestService service) =>
        (await service.GetAsync<PromptsResponse>("/api/admin/prompts")).UnansweredCalls;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static HttpRequestMessage Generating(string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/admin/prompts/BUY/generate") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", "the-same");
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }
}
