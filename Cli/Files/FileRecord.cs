using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LearningActors.Client;

namespace LearningActors.Cli.Files;

/// <summary>What a file writes with the API's fields, as the record that the client sends.</summary>
internal static class FileRecord
{
    private static readonly JsonSerializerOptions s_options = new(ClientJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new InstantConverter() },
    };

    /// <summary>Reads a record; limits of its values are the service's to check.</summary>
    /// <returns>The record, or what is wrong with the first field that is: it is unknown, missing, or of another type.</returns>
    internal static (T? Record, string? Unusable) Read<T>(JsonObject written)
        where T : class
    {
        var fields = s_options.GetTypeInfo(typeof(T)).Properties;
        if (written.FirstOrDefault(given => fields.All(field => field.Name != given.Key)).Key is { } unknown)
            return (null, $"{unknown} is not a field; the fields are {string.Join(", ", fields.Select(field => field.Name))}");
        if (fields.FirstOrDefault(field => field.IsRequired && written[field.Name] is null) is { } missing)
            return (null, $"{missing.Name} is missing");
        try
        {
            return (written.Deserialize<T>(s_options)!, null);
        }
        catch (JsonException exception)
        {
            var path = exception.Path?.TrimStart('$', '.') ?? "";
            var name = path.Split('.', '[')[0];
            return (null, written[name] is JsonValue value ? $"{name} is {Quote(value)}, which can't be read" : $"{path} can't be read");
        }
    }

    private static string Quote(JsonValue value) => $"'{value}'";

    /// <summary>Without its offset a time would be read in this machine's zone.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && reader.TryGetDateTimeOffset(out var instant)
            && DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).Kind
                != DateTimeKind.Unspecified
                ? instant
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
