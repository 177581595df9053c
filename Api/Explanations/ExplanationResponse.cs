using System.Text.Json;
using System.Text.Json.Nodes;
using LearningActors.Http;

namespace LearningActors.Explanations;

/// <summary>An explanation as the API shows it.</summary>
/// <remarks>One that is not recorded has no id, so that nobody rates what is not there.</remarks>
internal sealed record ExplanationResponse(
    Guid? ExplanationId,
    bool Recorded,
    string Ticker,
    SignalType Signal,
    double Confidence,
    JsonNode? Indicators,
    string Explanation,
    IReadOnlyList<Factor> Factors,
    string Sentiment,
    string PromptVersion,
    string ModelUsed,
    bool Cached,
    bool Fallback,
    string? FallbackReason,
    int LatencyMs,
    int PromptTokens,
    int CompletionTokens,
    decimal CostUsd,
    DateTimeOffset GeneratedAt
)
{
    internal static ExplanationResponse Of(ServedExplanation served) => Of(served.Explanation, served.IsRecorded);

    internal static ExplanationResponse Of(Explanation explanation, bool isRecorded) =>
        new(
            isRecorded ? explanation.Id : null,
            isRecorded,
            explanation.Ticker,
            explanation.Signal,
            explanation.Confidence,
            JsonNode.Parse(explanation.Indicators.Json, documentOptions: new JsonDocumentOptions { MaxDepth = 16 }),
            explanation.Content.Text,
            explanation.Content.Factors,
            explanation.Content.Sentiment,
            explanation.PromptVersion,
            explanation.ModelUsed,
            explanation.Cached,
            explanation.FallbackReason is not null,
            explanation.FallbackReason,
            explanation.LatencyMs,
            explanation.PromptTokens,
            explanation.CompletionTokens,
            explanation.CostUsd,
            explanation.GeneratedAt
        );
}

/// <summary>The outcome of one logged explanation.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="ExplanationId">Its id: the one that was sent, or a new one; null where it was not taken.</param>
/// <param name="Status">The status that it would have had alone: 200 or 400.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field.</param>
internal sealed record LoggedExplanation(
    int Index,
    string? ExplanationId,
    int Status,
    bool Stored,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    internal static LoggedExplanation Of(ItemOutcome outcome) =>
        new(outcome.Index, outcome.Id, outcome.Status, outcome.Stored, outcome.Error, outcome.Errors);
}
