using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LearningActors.Explanations;
using LearningActors.Prompts;

namespace LearningActors.FineTuning;

/// <summary>A line of a file to train on: the chat that led to an explanation, as a JSON object.</summary>
internal static class ChatLine
{
    // The files are read by a provider, not by a browser.
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What the model is told, the signal, and the words that pleased; nothing of who read them.</summary>
    internal static string Write(PromptVersion prompt, SignalToExplain signal, ExplanationContent content) =>
        JsonSerializer.Serialize(
            new Chat([
                new ChatMessage("system", PromptRendering.Instructions(prompt)),
                new ChatMessage("user", PromptRendering.Data(signal)),
                new ChatMessage("assistant", Answer(content)),
            ]),
            s_json
        );

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is not a chat, or holds something else.</exception>
    internal static Chat Read(string line) =>
        JsonSerializer.Deserialize<Chat>(line, s_json) ?? throw new JsonException("The line is null.");

    /// <summary>The signal in a chat's data.</summary>
    internal static SignalToExplain ReadSignal(Chat chat)
    {
        using var data = JsonDocument.Parse(chat.Messages.Single(message => message.Role == "user").Content);
        var root = data.RootElement;
        return new SignalToExplain(
            root.GetProperty("ticker").GetString()!,
            SignalTypes.Parse(root.GetProperty("signal").GetString()!),
            root.GetProperty("confidence").GetDouble(),
            Indicators.From(root.GetProperty("indicators")),
            null
        );
    }

    /// <summary>The answer as the instructions ask for it.</summary>
    private static string Answer(ExplanationContent content) =>
        JsonSerializer.Serialize(
            new
            {
                explanation = content.Text,
                factors = content.Factors.Select(factor => new { name = factor.Name, impact = factor.Impact.ToLowerInvariant() }),
                sentiment = content.Sentiment.ToLowerInvariant(),
            },
            s_json
        );
}

/// <summary>A chat to train on.</summary>
internal sealed record Chat(IReadOnlyList<ChatMessage> Messages);

/// <summary>A message of a chat.</summary>
internal sealed record ChatMessage(string Role, string Content);
