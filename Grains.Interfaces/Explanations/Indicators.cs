using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LearningActors.Explanations;

/// <summary>The inputs of a signal as a JSON object in canonical form: names in ordinal order, no white space.</summary>
/// <param name="Json">The canonical text. Two equal sets of indicators have the same text.</param>
[GenerateSerializer, Immutable, Alias("Indicators")]
public sealed record Indicators(string Json)
{
    /// <summary>No indicators.</summary>
    public static Indicators None { get; } = new("{}");

    /// <summary>Names and values, objects and arrays inside named by path (<c>macd.signal</c>, <c>levels.0</c>).</summary>
    public IEnumerable<Indicator> Flatten()
    {
        using var document = JsonDocument.Parse(Json);
        return [.. Flatten("", document.RootElement)];
    }

    /// <summary>Takes a JSON object.</summary>
    public static Indicators From(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new ArgumentException("Indicators are a JSON object.", nameof(value));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            WriteCanonical(writer, value);
        return new Indicators(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteCanonical(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteCanonical(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static IEnumerable<Indicator> Flatten(string path, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Flatten(Join(path, member.Name), member.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Flatten(Join(path, $"{i}"), item)),
            JsonValueKind.Number => [new Indicator(path, value.GetDouble(), null)],
            JsonValueKind.String => [new Indicator(path, null, value.GetString())],
            JsonValueKind.True or JsonValueKind.False => [new Indicator(path, null, value.GetRawText())],
            _ => [],
        };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

/// <summary>One input of a signal: a number or a text.</summary>
public sealed record Indicator(string Name, double? Number, string? Text);
