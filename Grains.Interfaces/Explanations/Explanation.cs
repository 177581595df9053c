using System.Collections.Immutable;

namespace LearningActors.Explanations;

/// <summary>A signal that wants an explanation.</summary>
/// <param name="Ticker">The symbol, upper case.</param>
/// <param name="Signal">What the algorithm says to do.</param>
/// <param name="Confidence">How sure it is, a fraction in 0..1.</param>
/// <param name="Indicators">What it saw.</param>
/// <param name="Session">The keyed hash of the session that it is explained to.</param>
/// <param name="Unit">What its prompt is assigned by; null where that is the explanation itself.</param>
[GenerateSerializer, Immutable, Alias("SignalToExplain")]
public sealed record SignalToExplain(
    string Ticker,
    SignalType Signal,
    double Confidence,
    Indicators Indicators,
    Guid? Session,
    AssignmentUnit? Unit = null
);

/// <summary>What prompts are assigned by, such as an account: it has the same one as long as the split does not change.</summary>
/// <param name="Name">The caller's name of it, which is hashed to assign it; stored nowhere.</param>
/// <param name="Token">Its keyed hash, which is stored.</param>
[GenerateSerializer, Immutable, Alias("AssignmentUnit")]
public sealed record AssignmentUnit(string Name, Guid Token);

/// <summary>Something that spoke for or against the signal.</summary>
/// <param name="Name">Usually the name of an indicator.</param>
/// <param name="Impact">How it spoke: positive, negative, neutral, or an engine's own word or number.</param>
[GenerateSerializer, Immutable, Alias("Factor")]
public sealed record Factor(string Name, string Impact);

/// <summary>The words of an explanation.</summary>
/// <param name="Text">What the reader sees.</param>
/// <param name="Factors">What it rests on.</param>
/// <param name="Sentiment">bullish, bearish or neutral; an engine may use words of its own.</param>
[GenerateSerializer, Immutable, Alias("ExplanationContent")]
public sealed record ExplanationContent(string Text, ImmutableArray<Factor> Factors, string Sentiment);

/// <summary>Who made an explanation.</summary>
[GenerateSerializer, Alias("ExplanationSource")]
public enum ExplanationSource
{
    /// <summary>This service, by a model or the template.</summary>
    Service,

    /// <summary>A trading engine, which logged it.</summary>
    Engine,
}

/// <summary>An explanation as it was served and recorded. It never changes.</summary>
/// <param name="Id">Its id; each serving from the cache has its own.</param>
/// <param name="Ticker">The symbol.</param>
/// <param name="Signal">What was explained.</param>
/// <param name="Confidence">A fraction in 0..1.</param>
/// <param name="Indicators">The inputs.</param>
/// <param name="Content">The words.</param>
/// <param name="PromptVersion">The version of the prompt, such as <c>v1.0</c>.</param>
/// <param name="ModelUsed">The configured name of the model, or <c>template</c>.</param>
/// <param name="Source">Who made it.</param>
/// <param name="GeneratedAt">When it was served, UTC; of an engine's, when the engine says that it made it.</param>
/// <param name="Cached">The words were made for an earlier serving.</param>
/// <param name="FallbackReason">Why the words are a fallback; null where they are not.</param>
/// <param name="LatencyMs">From the request to the words, in milliseconds.</param>
/// <param name="PromptTokens">Tokens sent to the model for this serving.</param>
/// <param name="CompletionTokens">Tokens that the model wrote for this serving.</param>
/// <param name="CostUsd">What the model charged for this serving, USD.</param>
/// <param name="Session">The keyed hash of the session that it was shown to.</param>
/// <param name="ReceivedAt">When it came, UTC, where its sender said when it was generated; null otherwise, and in what is read.</param>
/// <param name="Unit">The keyed hash of what its prompt was assigned by; null where that is the explanation itself, and in what is
/// read.</param>
[GenerateSerializer, Immutable, Alias("Explanation")]
public sealed record Explanation(
    Guid Id,
    string Ticker,
    SignalType Signal,
    double Confidence,
    Indicators Indicators,
    ExplanationContent Content,
    string PromptVersion,
    string ModelUsed,
    ExplanationSource Source,
    DateTimeOffset GeneratedAt,
    bool Cached,
    string? FallbackReason,
    int LatencyMs,
    int PromptTokens,
    int CompletionTokens,
    decimal CostUsd,
    Guid? Session,
    DateTimeOffset? ReceivedAt = null,
    Guid? Unit = null
);
