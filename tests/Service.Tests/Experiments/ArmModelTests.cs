using System.Net;
using LearningActors.Client;

namespace LearningActors.Tests.Experiments;

/// <summary>What the models of an experiment's arms answer: in turns, and where one fails, in the arm's stead.</summary>
public sealed class ArmModelTests
{
    [Fact]
    public async Task AVariantThatFailsFallsBackToTheChampionAndThenToTheTemplate()
    {
        await using var model = await OpenAiServer.StartAsync();
        model.Answer = (request, context) =>
            OpenAiServer.Message(request, "system").StartsWith("Explain to a trader", StringComparison.Ordinal)
                ? OpenAiServer.WriteAsync(
                    context,
                    """
                    {"explanation": "The RSI of 28.5 is low, which speaks for buying.", "factors": [{"name": "rsi", "impact": "positive"}],
                    "sentiment": "bullish"}
                    """
                )
                : OpenAiServer.WriteAsync(
                    context,
                    """
                    {"explanation": "It will reach 999 dollars before long.", "factors": [{"name": "rsi", "impact": "positive"}],
                    "sentiment": "bullish"}
                    """
                );
        await using var service = await TestService.StartAsync(environment: model.Environment);
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.01, [version] = 0.99 } }
        );
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        var explained = new List<ExplanationResponse>();
        for (var i = 0; i < 5; i++)
            explained.Add(await service.ExplainAsync($"A{i}"));
        var fallenBack = explained.Where(one => one.PromptVersion == version).ToArray();
        Assert.NotEmpty(fallenBack);
        Assert.All(
            fallenBack,
            one =>
            {
                Assert.True(one.Fallback);
                Assert.Equal("invented_number:999; champion v1.0", one.FallbackReason);
                Assert.Contains("RSI of 28.5", one.Explanation);
                Assert.Equal("openai", one.ModelUsed);
                // Both answers are paid for.
                Assert.Equal(400, one.PromptTokens);
            }
        );

        model.Answer = (_, context) => OpenAiServer.WriteAsync(context, "nonsense");
        var template = await service.ExplainAsync("ZZ");
        Assert.Equal("template", template.ModelUsed);
        Assert.True(template.Fallback);
    }

    [Fact]
    public async Task ModelsAreArmsLikePrompts()
    {
        await using var usual = await OpenAiServer.StartAsync();
        await using var other = await OpenAiServer.StartAsync();
        await using var service = await TestService.StartAsync(
            builder =>
            {
                builder.Configuration["Models:fine-tuned:BaseAddress"] = other.BaseAddress;
                builder.Configuration["Models:fine-tuned:Model"] = "llama";
            },
            usual.Environment
        );
        // The champion's own words, put to another model, are another version.
        var text = (await service.GetAsync<PromptsResponse>("/api/admin/prompts")).Versions[0].Text;
        Assert.Contains(
            "too similar to v1.0",
            await service.RefusedAsync("/api/admin/prompts/BUY", new { text }, HttpStatusCode.BadRequest, "text")
        );
        var version = (await service.PostAsync<PromptRecord>("/api/admin/prompts/BUY", new { text, model = "fine-tuned" })).PromptVersion;
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, [version] = 0.5 } }
        );
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 12; i++)
        {
            var explained = await service.ExplainAsync($"A{i}");
            Assert.Equal(explained.PromptVersion == "v1.0" ? "openai" : "fine-tuned", explained.ModelUsed);
        }

        Assert.Equal(12, usual.Requests.Count + other.Requests.Count);
        Assert.NotEmpty(other.Requests);
        var promoted = await service.CommandAsync("BUY-1/promote", new { version, reason = "Cheaper." });
        Assert.Equal(version, promoted.Champion);
    }
}
