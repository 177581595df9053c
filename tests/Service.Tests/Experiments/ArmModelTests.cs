using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

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
                    """{"explanation": "The RSI of 28.5 is low, which speaks for buying.", "factors": [{"name": "rsi", "impact": "positive"}], "sentiment": "bullish"}"""
                )
                : OpenAiServer.WriteAsync(
                    context,
                    """{"explanation": "It will reach 999 dollars before long.", "factors": [{"name": "rsi", "impact": "positive"}], "sentiment": "bullish"}"""
                );
        await using var service = await TestService.StartAsync(environment: model.Environment);
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.01, [version] = 0.99 } }
        );
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        var explained = new List<JsonElement>();
        for (var i = 0; i < 5; i++)
            explained.Add(
                await (
                    await TestService.PostTextAsync(
                        service.Engine,
                        "/api/explanations",
                        $$"""{"ticker":"A{{i}}","signal":"BUY","confidence":0.8,"indicators":{"rsi":28.5} }"""
                    )
                ).Content.ReadFromJsonAsync<JsonElement>()
            );
        var fallenBack = explained.Where(one => one.GetProperty("prompt_version").GetString() == version).ToArray();
        Assert.NotEmpty(fallenBack);
        Assert.All(
            fallenBack,
            one =>
            {
                Assert.True(one.GetProperty("fallback").GetBoolean());
                Assert.Equal("invented_number:999; champion v1.0", one.GetProperty("fallback_reason").GetString());
                Assert.Contains("RSI of 28.5", one.GetProperty("explanation").GetString());
                Assert.Equal("openai", one.GetProperty("model_used").GetString());
                // Both answers are paid for.
                Assert.Equal(400, one.GetProperty("prompt_tokens").GetInt32());
            }
        );

        model.Answer = (_, context) => OpenAiServer.WriteAsync(context, "nonsense");
        var template = await (
            await TestService.PostTextAsync(
                service.Engine,
                "/api/explanations",
                """{"ticker":"ZZ","signal":"BUY","confidence":0.8,"indicators":{"rsi":28.5}}"""
            )
        ).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("template", template.GetProperty("model_used").GetString());
        Assert.True(template.GetProperty("fallback").GetBoolean());
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
        var text = (await service.GetAsync("/api/admin/prompts")).GetProperty("versions")[0].GetProperty("text").GetString();
        Assert.Contains(
            "too similar to v1.0",
            await service.RefusedAsync("/api/admin/prompts/BUY", new { text }, HttpStatusCode.BadRequest, "text")
        );
        var version = (await service.PostAsync("/api/admin/prompts/BUY", new { text, model = "fine-tuned" }))
            .GetProperty("prompt_version")
            .GetString()!;
        await service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, [version] = 0.5 } }
        );
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 12; i++)
        {
            var explained = await (
                await TestService.PostTextAsync(
                    service.Engine,
                    "/api/explanations",
                    $$"""{"ticker":"A{{i}}","signal":"BUY","confidence":0.8,"indicators":{"rsi":28.5} }"""
                )
            ).Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(
                explained.GetProperty("prompt_version").GetString() == "v1.0" ? "openai" : "fine-tuned",
                explained.GetProperty("model_used").GetString()
            );
        }

        Assert.Equal(12, usual.Requests.Count + other.Requests.Count);
        Assert.NotEmpty(other.Requests);
        var promoted = await service.PostAsync("/api/admin/llm-ab-tests/BUY-1/promote", new { version, reason = "Cheaper." });
        Assert.Equal(version, promoted.GetProperty("champion").GetString());
    }
}
