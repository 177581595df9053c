namespace LearningActors.Prompts;

/// <summary>Hands out prompt versions. Key: the signal as text, such as <c>BUY</c>.</summary>
[Alias("IPromptAssignmentGrain")]
public interface IPromptAssignmentGrain : IGrainWithStringKey
{
    /// <summary>The prompt version for a unit: an explanation's id, or what an engine randomises by.</summary>
    [Alias("Assign")]
    Task<PromptVersion> Assign(string unit);
}

/// <summary>A prompt, which never changes under its version.</summary>
/// <param name="Version">Such as <c>v1.0</c>.</param>
/// <param name="Text">The template, with the placeholders of <see cref="PromptPlaceholders"/>.</param>
[GenerateSerializer, Immutable, Alias("PromptVersion")]
public sealed record PromptVersion(string Version, string Text);

/// <summary>What every prompt must hold, once at least.</summary>
public static class PromptPlaceholders
{
    public const string Ticker = "{ticker}";
    public const string Signal = "{signal}";
    public const string Confidence = "{confidence}";
    public const string Indicators = "{indicators}";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Required { get; } = [Ticker, Signal, Confidence, Indicators];
}
