using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearningActors.Cli.Files;
using LearningActors.Client;

namespace LearningActors.Cli.Replay;

/// <summary>One line of a file: an explanation with perhaps a vote on it, or the reason why it can't be used.</summary>
public sealed record ReplayLine(int Number, LoggedExplanationInput? Explanation, VoteOnExplanationInput? Vote, string? Unusable);

/// <summary>
/// Reads a file of explanations, one JSON object a line: as the API takes them (<c>signal</c>, <c>explanation</c>, …, and
/// perhaps <c>feedback</c> with a vote), or as recommendations (<c>action</c>, <c>reason</c>, <c>confidence</c> as text). Both may have
/// <c>generated_at</c>.
/// </summary>
public static class ReplayFile
{
    /// <summary>The namespace of ids that are made of a line.</summary>
    private static readonly Guid s_namespace = new("6f2f2d3c-2f0b-4d37-9f57-5d7b1c8c9a10");

    private static readonly string[] s_signals = ["BUY", "SELL", "HOLD"];
    private static readonly string[] s_recommendationInputs =
    [
        "window",
        "note",
        "option_strategy",
        "stop_loss",
        "commit",
        "committed_at",
        "updated_at",
    ];

    /// <summary>Reads every line that is not empty.</summary>
    public static IEnumerable<ReplayLine> Read(IEnumerable<string> lines) =>
        lines
            .Select((text, i) => (Text: text, Number: i + 1))
            .Where(line => !string.IsNullOrWhiteSpace(line.Text))
            .Select(line => ReadLine(line.Number, line.Text));

    /// <summary>
    /// The same line at the same place has the same id, so that a second replay stores nothing; equal lines at two places are two.
    /// </summary>
    internal static Guid IdOf(int number, string text) =>
        HashedId.Of([.. s_namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes($"{number}:{text}")]);

    private static ReplayLine ReadLine(int number, string text)
    {
        JsonObject line;
        try
        {
            line = JsonNode.Parse(text) as JsonObject ?? throw new JsonException("not an object");
        }
        catch (JsonException)
        {
            return Unusable(number, "is not a JSON object");
        }

        var action = Text(line, "signal") ?? Text(line, "action");
        if (action is null || !s_signals.Contains(action.ToUpperInvariant()))
            return Unusable(number, $"action {Quote(action)} is not one of Buy, Sell, Hold");
        if (Confidence(line["confidence"]) is not { } confidence)
            return Unusable(number, $"confidence {Quote(line["confidence"]?.ToString())} is not a number from 0 to 1");
        if (Text(line, "ticker") is not { } ticker)
            return Unusable(number, "has no ticker");

        var id = Guid.TryParse(Text(line, "explanation_id"), out var given) ? given : IdOf(number, text);
        var written = line.ContainsKey("explanation") ? (JsonObject)line.DeepClone() : FromRecommendation(line, action, ticker);
        written.Remove("feedback");
        // What a file says of the past lands on its days.
        if (line["generated_at"] is { } generatedAt)
            written["generated_at"] = generatedAt.DeepClone();
        written["explanation_id"] = id.ToString();
        written["signal"] = action.ToUpperInvariant();
        written["confidence"] = confidence;
        var (explanation, unusable) = FileRecord.Read<LoggedExplanationInput>(written);
        if (explanation is null || line["feedback"] is not JsonObject feedback)
            return new ReplayLine(number, explanation, null, unusable);
        var writtenVote = (JsonObject)feedback.DeepClone();
        writtenVote["explanation_id"] = id.ToString();
        (var vote, unusable) = FileRecord.Read<VoteOnExplanationInput>(writtenVote);
        return vote is null ? Unusable(number, $"feedback: {unusable}") : new ReplayLine(number, explanation, vote, null);
    }

    private static JsonObject FromRecommendation(JsonObject line, string action, string ticker)
    {
        var inputs = new JsonObject();
        foreach (var name in s_recommendationInputs)
        {
            if (line[name] is { } value)
                inputs[name] = value.DeepClone();
        }

        return new JsonObject
        {
            ["ticker"] = ticker,
            ["explanation"] = Text(line, "reason") ?? Text(line, "option_strategy") ?? $"{action} {ticker}",
            ["indicators"] = inputs,
        };
    }

    private static double? Confidence(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            JsonValueKind.Number => InRange(node.GetValue<double>()),
            JsonValueKind.String
                when double.TryParse(
                    node.GetValue<string>(),
                    System.Globalization.NumberStyles.Float,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var number
                ) => InRange(number),
            _ => null,
        };

    private static double? InRange(double number) => number is >= 0 and <= 1 ? number : null;

    private static string? Text(JsonObject line, string name) =>
        line[name] is { } value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text
            ? text
            : null;

    private static string Quote(string? text) => text is null ? "(none)" : $"'{text}'";

    private static ReplayLine Unusable(int number, string reason) => new(number, null, null, reason);
}
