using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace LearningActors.Hosting;

/// <summary>Writes grain states as JSON, so that an operator can read them with SQL.</summary>
public sealed class GrainStateSerializer : IGrainStorageSerializer
{
    /// <summary>How states are written: camel case, enums by name; unknown members are ignored, so that an older build reads a newer state.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <inheritdoc />
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Json));

    /// <inheritdoc />
    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input.ToMemory().Span, Json) ?? throw new JsonException($"The stored {typeof(T).Name} is null.");
}
