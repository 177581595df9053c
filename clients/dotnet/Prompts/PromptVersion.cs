using System.Text.Json.Serialization;

namespace LearningActors.Client;

/// <summary>A prompt, which never changes under its version.</summary>
public sealed record PromptVersion
{
    /// <summary>Such as <c>v1.0</c>; unique over all signals.</summary>
    [JsonPropertyName("prompt_version")]
    public required string PromptVersionText { get; init; }

    /// <summary>The template, with the placeholders of PromptPlaceholders.</summary>
    public required string Text { get; init; }

    /// <summary>The configured name of the model that it is put to; null for the preferred one.</summary>
    public required string? Model { get; init; }
}
