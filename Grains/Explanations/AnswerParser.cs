using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace LearningActors.Explanations;

/// <summary>Reads what a model wrote: <c>{"explanation", "factors": [{"name", "impact"}], "sentiment"}</c>.</summary>
public static class AnswerParser
{
    /// <summary>Reads the answer, in a code fence or bare.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="content">The parts.</param>
    /// <param name="failure"><c>invalid_json</c>, or <c>missing:part</c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ExplanationContent? content, [NotNullWhen(false)] out string? failure)
    {
        content = null;
        try
        {
            using var document = JsonDocument.Parse(WithoutFence(text));
            return TryRead(document.RootElement, out content, out failure);
        }
        catch (JsonException)
        {
            failure = "invalid_json";
            return false;
        }
        catch (InvalidOperationException)
        {
            // A half surrogate pair: JSON that is no text.
            failure = "invalid_json";
            return false;
        }
    }

    private static bool TryRead(
        JsonElement root,
        [NotNullWhen(true)] out ExplanationContent? content,
        [NotNullWhen(false)] out string? failure
    )
    {
        content = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            failure = "invalid_json";
            return false;
        }

        if (Text(root, "explanation") is not { } explanation)
        {
            failure = "missing:explanation";
            return false;
        }

        if (Text(root, "sentiment") is not { } sentiment)
        {
            failure = "missing:sentiment";
            return false;
        }

        if (!root.TryGetProperty("factors", out var array) || array.ValueKind != JsonValueKind.Array)
        {
            failure = "missing:factors";
            return false;
        }

        var factors = ImmutableArray.CreateBuilder<Factor>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "name") is not { } name || Text(item, "impact") is not { } impact)
            {
                failure = "missing:factors.name_or_impact";
                return false;
            }

            factors.Add(new Factor(name, impact));
        }

        content = new ExplanationContent(explanation, factors.ToImmutable(), sentiment);
        failure = null;
        return true;
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()!.Trim()
            : null;

    private static string WithoutFence(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal))
            return trimmed;
        var start = trimmed.IndexOf('\n', StringComparison.Ordinal);
        var end = trimmed.LastIndexOf("```", StringComparison.Ordinal);
        return start > 0 && end > start ? trimmed[start..end] : trimmed;
    }
}
