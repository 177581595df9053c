using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LearningActors.Models;

/// <summary>Reads what models write: one JSON object, its names in snake case, bare or in a code fence.</summary>
/// <remarks>
/// A server may ignore the schema that it was sent (<see cref="AnswerSchema"/>), so anything may come. Parts that are missing are
/// null; parts of the wrong type are named by <see cref="ModelReading{T}.Wrong"/>; parts that nobody asked for are left out.
/// </remarks>
internal static class ModelJson
{
    /// <summary>How answers are written.</summary>
    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            NumberHandling = JsonNumberHandling.Strict,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        };

    /// <summary>Reads an answer.</summary>
    internal static ModelReading<T> Read<T>(string text)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(WithoutFence(text));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read<T>(document.RootElement) : new ModelReading<T>(null, null);
        }
        catch (JsonException)
        {
            return new ModelReading<T>(null, null);
        }
    }

    /// <summary>Reads a part of an answer.</summary>
    internal static ModelReading<T> Read<T>(JsonElement part)
        where T : class
    {
        try
        {
            return new ModelReading<T>(part.Deserialize<T>(Options), null);
        }
        catch (JsonException exception)
        {
            return new ModelReading<T>(null, NameIn(exception.Path));
        }
    }

    /// <summary>A text that says something, without the blanks around it; null for none.</summary>
    internal static string? Said(string? text) => text?.Trim() is { Length: > 0 } said ? said : null;

    /// <summary>The first name of a path such as <c>$.factors[0].name</c>.</summary>
    private static string? NameIn(string? path) =>
        path is not null && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..].Split('.', '[')[0] : null;

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

/// <summary>What could be read of an answer.</summary>
/// <param name="Answer">The answer; null where it is no JSON object of the kind that was asked for.</param>
/// <param name="Wrong">The part that has the wrong type; null where none has, or where nothing could be read.</param>
internal readonly record struct ModelReading<T>(T? Answer, string? Wrong)
    where T : class;
