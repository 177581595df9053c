using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Feedback;
using LearningActors.Http;

namespace LearningActors.Explanations;

/// <summary>Reads what engines send about explanations.</summary>
internal static class ExplanationRequests
{
    /// <summary>Where an engine names no prompt version or model, its explanations are counted under this name.</summary>
    internal const string External = "external";
    private const int LongestExplanation = 8000;
    private const int MostFactors = 50;

    internal static SignalToExplain? ReadSignal(FieldReader fields, SessionPseudonyms sessions)
    {
        var ticker = SignalFields.Ticker(fields);
        var signal = SignalFields.Signal(fields);
        var confidence = SignalFields.Confidence(fields);
        var indicators = SignalFields.Indicators(fields);
        var session = fields.Text("session", SessionPseudonyms.LongestSession);
        return ticker is null || signal is null || confidence is null
            ? null
            : new SignalToExplain(ticker, signal.Value, confidence.Value, indicators, session is null ? null : sessions.Of(session));
    }

    internal static Explanation? ReadLogged(FieldReader fields, SessionPseudonyms sessions, DateTimeOffset now)
    {
        var signal = ReadSignal(fields, sessions);
        fields.Require("explanation", "the words that were shown");
        var text = fields.Text("explanation", LongestExplanation);
        var fallback = fields.Bool("fallback") ?? false;
        var id = fields.Guid("explanation_id");
        var factors = ReadFactors(fields);
        var sentiment = fields.Text("sentiment", 32) ?? "neutral";
        var promptVersion = fields.Text("prompt_version", 64) ?? External;
        var model = fields.Text("model_used", 64) ?? External;
        var cached = fields.Bool("cached") ?? false;
        var latency = fields.Int("latency_ms", 0, 86_400_000) ?? 0;
        var promptTokens = fields.Int("prompt_tokens", 0, 10_000_000) ?? 0;
        var completionTokens = fields.Int("completion_tokens", 0, 10_000_000) ?? 0;
        var cost = fields.Money("cost_usd", 10_000) ?? 0;
        return signal is null || text is null
            ? null
            : new Explanation(
                id ?? Guid.CreateVersion7(now),
                signal.Ticker,
                signal.Signal,
                signal.Confidence,
                signal.Indicators,
                new ExplanationContent(text, factors, sentiment),
                promptVersion,
                model,
                ExplanationSource.Engine,
                now,
                cached,
                fallback ? "engine" : null,
                latency,
                promptTokens,
                completionTokens,
                cost,
                signal.Session
            );
    }

    private static ImmutableArray<Factor> ReadFactors(FieldReader fields)
    {
        if (fields.Find("factors") is not { } array)
            return [];
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > MostFactors)
        {
            fields.Fault("factors", $"Expected an array of at most {MostFactors} factors.");
            return [];
        }

        var factors = ImmutableArray.CreateBuilder<Factor>();
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (fields.Inner(item, $"factors[{i++}].") is not { } factor)
                continue;
            factor.Require("name", "the factor's name");
            var name = factor.Text("name", 64);
            var impact = factor.Find("impact") is { ValueKind: JsonValueKind.Number } number
                ? number.GetRawText()
                : factor.Text("impact", 64) ?? "neutral";
            if (name is not null)
                factors.Add(new Factor(name, impact));
        }

        return factors.ToImmutable();
    }
}
