using LearningActors.Statistics;

namespace LearningActors.Explanations;

/// <summary>An explanation in a list: what was said, by what, and what people say of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Ticker">The symbol.</param>
/// <param name="Signal">What was explained.</param>
/// <param name="Confidence">A fraction in 0..1.</param>
/// <param name="Text">What the reader sees.</param>
/// <param name="Sentiment">bullish, bearish or neutral, or an engine's own word.</param>
/// <param name="PromptVersion">The version of the prompt.</param>
/// <param name="ModelUsed">The configured name of the model, or <c>template</c>.</param>
/// <param name="GeneratedAt">When it was served, UTC.</param>
/// <param name="Cached">The words were made for an earlier serving.</param>
/// <param name="FallbackReason">Why the words are a fallback; null where they are not.</param>
/// <param name="LatencyMs">From the request to the words, in milliseconds.</param>
/// <param name="CostUsd">What the model charged for this serving, USD.</param>
/// <param name="Positive">The share of its votes that are positive.</param>
/// <param name="Rating">Its stars.</param>
[GenerateSerializer, Immutable, Alias("ListedExplanation")]
public sealed record ListedExplanation(
    Guid Id,
    string Ticker,
    SignalType Signal,
    double Confidence,
    string Text,
    string Sentiment,
    string PromptVersion,
    string ModelUsed,
    DateTimeOffset GeneratedAt,
    bool Cached,
    string? FallbackReason,
    int LatencyMs,
    decimal CostUsd,
    Proportion Positive,
    RatingMean Rating
);

/// <summary>Which explanations are listed; what is null does not matter.</summary>
/// <param name="Ticker">The symbol.</param>
/// <param name="Signal">The signal.</param>
/// <param name="PromptVersion">The version of the prompt.</param>
/// <param name="ModelUsed">The name of the model.</param>
/// <param name="Rating">What votes it has.</param>
/// <param name="Stars">A vote gave it so many stars.</param>
/// <param name="IsFallback">The words are a fallback, or are none.</param>
/// <param name="IsCached">The words were made for an earlier serving, or for this one.</param>
/// <param name="From">Generated then or later.</param>
/// <param name="Before">Generated earlier.</param>
[GenerateSerializer, Immutable, Alias("ExplanationFilter")]
public sealed record ExplanationFilter(
    string? Ticker,
    SignalType? Signal,
    string? PromptVersion,
    string? ModelUsed,
    VotesOfExplanation? Rating,
    int? Stars,
    bool? IsFallback,
    bool? IsCached,
    DateTimeOffset? From,
    DateTimeOffset? Before
);

/// <summary>What votes an explanation has.</summary>
[GenerateSerializer, Alias("VotesOfExplanation")]
public enum VotesOfExplanation
{
    /// <summary>One at least.</summary>
    Rated,

    /// <summary>None.</summary>
    Unrated,

    /// <summary>A positive one at least.</summary>
    Positive,

    /// <summary>One at least that is not positive.</summary>
    Negative,
}

/// <summary>What explanations are sorted by.</summary>
[GenerateSerializer, Alias("ExplanationSort")]
public enum ExplanationSort
{
    GeneratedAt,
}
