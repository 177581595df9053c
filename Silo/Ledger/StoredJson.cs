using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearningActors.Ledger;

/// <summary>How grain states and JSON columns are written, so that an operator can read them with SQL.</summary>
internal static class StoredJson
{
    /// <summary>Camel case, enums by name; unknown members are ignored, so that an older build reads what a newer one wrote.</summary>
    internal static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
