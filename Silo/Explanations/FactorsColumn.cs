using System.Collections.Immutable;
using System.Text.Json;

namespace LearningActors.Explanations;

/// <summary>The column <c>factors</c>: <c>[{"name", "impact"}]</c>.</summary>
internal static class FactorsColumn
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    internal static string Write(ImmutableArray<Factor> factors) => JsonSerializer.Serialize(factors, s_json);

    internal static ImmutableArray<Factor> Read(string json) => JsonSerializer.Deserialize<ImmutableArray<Factor>>(json, s_json);
}
