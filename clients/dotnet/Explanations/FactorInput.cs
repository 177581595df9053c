using System.Text.Json.Nodes;

namespace LearningActors.Client;

/// <summary>Something that spoke for or against the signal.</summary>
public sealed record FactorInput
{
    /// <summary>The factor's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it spoke: positive, negative, neutral, or a word or number of your own.</summary>
    public JsonNode? Impact { get; init; }
}
