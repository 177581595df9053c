using System.Text.Json;
using LearningActors.Ledger;
using Orleans.Storage;

namespace LearningActors.Hosting;

/// <summary>Writes grain states as JSON, so that an operator can read them with SQL.</summary>
public sealed class GrainStateSerializer : IGrainStorageSerializer
{
    /// <inheritdoc />
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, StoredJson.Options));

    /// <inheritdoc />
    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input.ToMemory().Span, StoredJson.Options)
        ?? throw new JsonException($"The stored {typeof(T).Name} is null.");
}
