namespace LearningActors.Prompts;

/// <summary>A prompt, which never changes under its version.</summary>
/// <param name="Version">Such as <c>v1.0</c>; unique over all signals.</param>
/// <param name="Text">The template, with the placeholders of <see cref="PromptPlaceholders"/>.</param>
/// <param name="Model">The configured name of the model that it is put to; null for the preferred one.</param>
[GenerateSerializer, Immutable, Alias("PromptVersion")]
public sealed record PromptVersion(string Version, string Text, string? Model = null);

/// <summary>What every prompt must hold, once at least.</summary>
public static class PromptPlaceholders
{
    public const string Ticker = "{ticker}";
    public const string Signal = "{signal}";
    public const string Confidence = "{confidence}";
    public const string Indicators = "{indicators}";

    /// <summary>What every template has to name, or it is refused.</summary>
    public static IReadOnlyList<string> Required { get; } = [Ticker, Signal, Confidence, Indicators];
}
