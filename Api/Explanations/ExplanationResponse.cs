using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearningActors.Explanations;

/// <summary>An explanation as the API shows it.</summary>
internal sealed record ExplanationResponse(
    Guid ExplanationId,
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
    internal static ExplanationResponse Of(Explanation explanation) =>
        new(
            explanation.Id,
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

/// <summary>What became of one logged explanation.</summary>
/// <param name="ExplanationId">Its id: the one that was sent, or a new one.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before.</param>
/// <param name="Error">Why the database refused it; null otherwise.</param>
internal sealed record LoggedResponse(Guid ExplanationId, bool Stored, string? Error);

/// <summary>What became of an array of logged explanations.</summary>
internal sealed record LoggedManyResponse(int Stored, int Duplicates, IReadOnlyList<LoggedResponse> Results);
