using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearningActors.Desk.Simulation;

/// <summary>
/// A language model on loopback that speaks OpenAI's chat API. It writes variants of prompts whose worth only
/// <see cref="PromptTruth"/> knows, and explanations in the manner of the prompt that it is given.
/// </summary>
internal sealed partial class SimulatedModel : IAsyncDisposable
{
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
        var content = WantedVariants().Match(instructions) is { Success: true } wanted
            ? JsonSerializer.Serialize(new { variants = _truth.Write(wanted.Groups[1].Value).Select(approach => approach.Prompt) })
            : Explain(instructions, JsonNode.Parse(input)!);
        var (sent, written) = ((instructions.Length + input.Length) / 4, content.Length / 4);
        await context.Response.WriteAsJsonAsync(new
        {
            id = "chatcmpl-simulated",
            @object = "chat.completion",
            created = 0,
            model = "simulated",
            choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" } },
            usage = new { prompt_tokens = sent, completion_tokens = written, total_tokens = sent + written },
        });
    }

    private string Explain(string instructions, JsonNode data)
    {
        var approach = _truth.InPrompt(instructions);
        var rsi = data["indicators"]!["rsi"]!.GetValue<double>().ToString(CultureInfo.InvariantCulture);
        var text = $"{approach?.Opening ?? "The signal rests on this:"} the RSI of {rsi} for {data["ticker"]} led to {data["signal"]}. {approach?.Closing ?? "So the algorithm decided."}";
        return JsonSerializer.Serialize(new { explanation = text, factors = new[] { new { name = "rsi", impact = "positive" } }, sentiment = "neutral" });
    }

    private static string Message(JsonNode request, string role)
    {
        var content = request["messages"]!.AsArray().Single(message => (string)message!["role"]! == role)!["content"]!;
        return content.GetValueKind() == JsonValueKind.String ? (string)content! : (string)content[0]!["text"]!;
    }

    [GeneratedRegex(@"^You improve prompts\..*explain (BUY|SELL|HOLD) signals", RegexOptions.Singleline)]
    private static partial Regex WantedVariants();
}
