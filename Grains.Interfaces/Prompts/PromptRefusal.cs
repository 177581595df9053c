namespace LearningActors.Prompts;

/// <summary>Why a prompt was not added, or none generated. Nothing was changed.</summary>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Reason">A sentence.</param>
[GenerateSerializer, Immutable, Alias("PromptRefusal")]
public sealed record PromptRefusal(PromptRefusalKind Kind, string Reason);

/// <summary>Why a prompt is not added or generated.</summary>
[GenerateSerializer, Alias("PromptRefusalKind")]
public enum PromptRefusalKind
{
    /// <summary>The named model is not configured, or none is that could write.</summary>
    Model,

    /// <summary>The text breaks a guardrail.</summary>
    Text,

    /// <summary>Variants for the signal were generated within the distance that is kept.</summary>
    TooSoon,

    /// <summary>The month's budget is spent.</summary>
    Budget,

    /// <summary>The model did not answer; it may later.</summary>
    NoAnswer,
}
