using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearningActors.Simulation;

/// <summary>
/// A language model on loopback that speaks OpenAI's chat API. It writes variants of prompts whose worth only
/// <see cref="PromptTruth"/> knows, and explanations in the manner of the prompt that it is given.
/// </summary>
internal sealed partial class SimulatedModel : IAsyncDisposable
{
    private static readonly string[] s_lessons = ["Wait for the close."];
    private readonly WebApplication _application;
    private readonly PromptTruth _truth;

    private SimulatedModel(WebApplication application, PromptTruth truth) => (_application, _truth) = (application, truth);

    /// <summary>The address up to and with <c>/v1</c>.</summary>
    internal string BaseAddress => $"{_application.Urls.Single()}/v1";

    internal static async Task<SimulatedModel> StartAsync(PromptTruth truth)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var model = new SimulatedModel(application, truth);
        application.MapPost("/v1/chat/completions", model.CompleteAsync);
        await application.StartAsync();
        return model;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task CompleteAsync(HttpContext context)
    {
        var request = (await JsonNode.ParseAsync(context.Request.Body))!;
        var (instructions, input) = (Message(request, "system"), Message(request, "user"));
        var content =
            WantedVariants().Match(instructions) is { Success: true } wanted
                ? JsonSerializer.Serialize(new { variants = _truth.Write(wanted.Groups[1].Value).Select(approach => approach.Prompt) })
            : instructions.StartsWith("You review closed trades", StringComparison.Ordinal) ? Review(JsonNode.Parse(input)!)
            : instructions.StartsWith("You look for what makes trades win", StringComparison.Ordinal) ? Claim(JsonNode.Parse(input)!)
            : Explain(instructions, JsonNode.Parse(input)!);
        var (sent, written) = ((instructions.Length + input.Length) / 4, content.Length / 4);
        await context.Response.WriteAsJsonAsync(
            new
            {
                id = "chatcmpl-simulated",
                @object = "chat.completion",
                created = 0,
                model = "simulated",
                choices = new[]
                {
                    new
                    {
                        index = 0,
                        message = new { role = "assistant", content },
                        finish_reason = "stop",
                    },
                },
                usage = new
                {
                    prompt_tokens = sent,
                    completion_tokens = written,
                    total_tokens = sent + written,
                },
            }
        );
    }

    private string Explain(string instructions, JsonNode data)
    {
        var approach = _truth.InPrompt(instructions);
        var rsi = data["indicators"]!["rsi"]!.GetValue<double>().ToString(CultureInfo.InvariantCulture);
        var text =
            $"{approach?.Opening ?? "The signal rests on this:"} the RSI of {rsi} for {data["ticker"]} led to {data["signal"]}. "
            + $"{approach?.Closing ?? "So the algorithm decided."}";
        return JsonSerializer.Serialize(
            new
            {
                explanation = text,
                factors = new[] { new { name = "rsi", impact = "positive" } },
                sentiment = "neutral",
            }
        );
    }

    /// <summary>A sound review.</summary>
    private static string Review(JsonNode trade)
    {
        var wins = trade["pnl"]!.GetValue<decimal>() > 0;
        return JsonSerializer.Serialize(
            new
            {
                what_happened = $"The {trade["setup_type"]} in a {trade["market_phase"]} went "
                    + $"from {trade["entry_price"]} to {trade["exit_price"]}.",
                what_worked = new[] { wins ? "The target was met." : "The stop was honoured." },
                what_didnt_work = wins ? Array.Empty<string>() : ["The level did not hold."],
                setup_validity = "valid",
                performance_rating = wins ? 5 : 3,
                lessons = s_lessons,
            }
        );
    }

    /// <summary>One claim that the trades show, and one that it makes up.</summary>
    private static string Claim(JsonNode data)
    {
        var trades = data["trades"]!.AsArray();
        var pullbacks = trades.Where(trade => (string?)trade!["setup_type"] == "pullback").ToArray();
        var rate =
            pullbacks.Length == 0 ? 0 : Math.Round((double)pullbacks.Count(trade => trade!["win"]!.GetValue<bool>()) / pullbacks.Length, 4);
        object Insight(string text, string setup, double winRate, int size) =>
            new
            {
                insight = text,
                insight_type = "setup",
                conditions = new { setup_type = setup },
                win_rate = winRate,
                sample_size = size,
            };
        return JsonSerializer.Serialize(
            new
            {
                insights = new[]
                {
                    Insight("Pullbacks do better than the desk thinks.", "pullback", rate, pullbacks.Length),
                    Insight("Reversals hardly ever fail.", "reversal", 0.97, 40),
                },
            }
        );
    }

    private static string Message(JsonNode request, string role)
    {
        var content = request["messages"]!.AsArray().Single(message => (string)message!["role"]! == role)!["content"]!;
        return content.GetValueKind() == JsonValueKind.String ? (string)content! : (string)content[0]!["text"]!;
    }

    [GeneratedRegex(@"^You improve prompts\..*explain (BUY|SELL|HOLD) signals", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WantedVariants();
}
