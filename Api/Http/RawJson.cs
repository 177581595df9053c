using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearningActors.Http;

/// <summary>A value that is JSON already, of any depth, and is written as it is.</summary>
/// <param name="Json">The text, as the database made it; null for a null.</param>
[JsonConverter(typeof(Writer))]
internal readonly record struct RawJson(string? Json)
{
    private sealed class Writer : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("It is only written.");

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json ?? "null", skipInputValidation: true);
    }
}
