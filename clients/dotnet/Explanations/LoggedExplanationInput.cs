using System.Text.Json.Nodes;

namespace LearningActors.Client;

/// <summary>An explanation that an engine made itself.</summary>
public sealed record LoggedExplanationInput
{
    /// <summary>Its id; a new one where it is not given.</summary>
    public Guid? ExplanationId { get; init; }

    /// <summary>A symbol such as AAPL.</summary>
    public required string Ticker { get; init; }

    /// <summary>BUY, SELL or HOLD.</summary>
    public required string Signal { get; init; }

    /// <summary>A fraction from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Names and values, nested at most four deep.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Indicators { get; init; }

    /// <summary>The words that were shown. At most 8 000 characters.</summary>
    public required string Explanation { get; init; }

    /// <summary>What it rests on. At most 50.</summary>
    public IReadOnlyList<FactorInput>? Factors { get; init; }

    /// <summary>Bullish, bearish, neutral, or a word of your own. By default <c>neutral</c>.</summary>
    public string? Sentiment { get; init; }

    /// <summary>The version of the prompt. By default <c>external</c>.</summary>
    public string? PromptVersion { get; init; }

    /// <summary>The name of the model. By default <c>external</c>.</summary>
    public string? ModelUsed { get; init; }

    /// <summary>Whom it is explained to; only its keyed hash is stored.</summary>
    public string? Session { get; init; }

    /// <summary>
    /// What the prompt is assigned by, such as an account, where that is not the explanation; only its keyed hash is stored.
    /// </summary>
    public string? Unit { get; init; }

    /// <summary>Whether the words were made for an earlier explanation. By default <c>false</c>.</summary>
    public bool? Cached { get; init; }

    /// <summary>Whether the words are a fallback. By default <c>false</c>.</summary>
    public bool? Fallback { get; init; }

    /// <summary>Milliseconds from the request to the words. By default <c>0</c>.</summary>
    public int? LatencyMs { get; init; }

    /// <summary>Tokens sent to the model. By default <c>0</c>.</summary>
    public int? PromptTokens { get; init; }

    /// <summary>Tokens that the model wrote. By default <c>0</c>.</summary>
    public int? CompletionTokens { get; init; }

    /// <summary>What the model charged, USD. By default <c>0</c>.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>
    /// When it was generated, with its offset; now where it is not given. No more than five minutes ahead, and no older than
    /// <c>Api__MaxBackfillDays</c> (730 by default).
    /// </summary>
    public DateTimeOffset? GeneratedAt { get; init; }
}
