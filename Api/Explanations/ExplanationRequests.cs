using System.Globalization;
using System.Text.Json;
using LearningActors.Feedback;
using LearningActors.Http;
using Microsoft.OpenApi;

namespace LearningActors.Explanations;

/// <summary>Reads what engines send about explanations.</summary>
internal static class ExplanationRequests
{
    /// <summary>Where an engine names no prompt version or model, its explanations are counted under this name.</summary>
    internal const string External = "external";
    private static readonly TextField s_session = new("session", "whom it is explained to; only its keyed hash is stored", MaxSession);
    private static readonly TextField s_unit = new(
        "unit",
        "what the prompt is assigned by, such as an account, where that is not the explanation; only its keyed hash is stored",
        MaxSession
    );
    private static readonly GuidField s_id = new("explanation_id", "its id; a new one where it is not given");
    private static readonly TextField s_explanation = new("explanation", "the words that were shown", 8000) { IsRequired = true };
    private static readonly TextField s_factor = new("name", "the factor's name", 64) { IsRequired = true };
    private static readonly OtherField s_impact = new(
        "impact",
        "how it spoke: positive, negative, neutral, or a word or number of your own",
        () => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Number, MaxLength = MaxImpact }
    );
    private static readonly ArrayField s_factors = new("factors", "what it rests on", new BodySchema("Factor", s_factor, s_impact), 50);
    private static readonly TextField s_sentiment = new("sentiment", "bullish, bearish, neutral, or a word of your own", 32)
    {
        Default = "neutral",
    };
    private static readonly TextField s_promptVersion = new("prompt_version", "the version of the prompt", 64) { Default = External };
    private static readonly TextField s_model = new("model_used", "the name of the model", 64) { Default = External };
    private static readonly BoolField s_cached = new("cached", "whether the words were made for an earlier explanation")
    {
        Default = false,
    };
    private static readonly BoolField s_fallback = new("fallback", "whether the words are a fallback") { Default = false };
    private static readonly IntField s_latency = new("latency_ms", "milliseconds from the request to the words", 0, 86_400_000)
    {
        Default = 0,
    };
    private static readonly IntField s_promptTokens = new("prompt_tokens", "tokens sent to the model", 0, 10_000_000) { Default = 0 };
    private static readonly IntField s_completionTokens = new("completion_tokens", "tokens that the model wrote", 0, 10_000_000)
    {
        Default = 0,
    };
    private static readonly ExactField s_cost = new("cost_usd", "what the model charged, USD", 0, 10_000) { Default = 0 };
    private static readonly TimeField s_generatedAt = new(
        "generated_at",
        "when it was generated, with its offset; now where it is not given. No more than five minutes ahead, and no older than "
            + "Api__MaxBackfillDays (730 by default), or Retention__FactsDays where that is less"
    );
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromMinutes(5);
    private const int MaxSession = SessionPseudonyms.LongestSession;
    private const int MaxImpact = 64;

    /// <summary>A signal to explain.</summary>
    internal static BodySchema Signal { get; } =
        new(
            "SignalToExplain",
            SignalFields.Ticker,
            SignalFields.Signal,
            SignalFields.Confidence,
            SignalFields.Indicators,
            s_session,
            s_unit
        );

    /// <summary>An explanation that an engine made.</summary>
    internal static BodySchema Logged { get; } =
        new(
            "LoggedExplanation",
            s_id,
            SignalFields.Ticker,
            SignalFields.Signal,
            SignalFields.Confidence,
            SignalFields.Indicators,
            s_explanation,
            s_factors,
            s_sentiment,
            s_promptVersion,
            s_model,
            s_session,
            s_unit,
            s_cached,
            s_fallback,
            s_latency,
            s_promptTokens,
            s_completionTokens,
            s_cost,
            s_generatedAt
        );

    internal static SignalToExplain? ReadSignal(FieldReader fields, SessionPseudonyms sessions)
    {
        var ticker = SignalFields.ReadTicker(fields);
        var signal = fields.Read(SignalFields.Signal);
        var confidence = fields.Read(SignalFields.Confidence);
        var indicators = SignalFields.ReadIndicators(fields);
        var (session, unit) = (fields.Read(s_session), fields.Read(s_unit));
        return ticker is null || signal is null || confidence is null
            ? null
            : new SignalToExplain(
                ticker,
                signal.Value,
                confidence.Value,
                indicators,
                session is null ? null : sessions.Of(session),
                unit is null ? null : new AssignmentUnit(unit, sessions.OfUnit(unit))
            );
    }

    internal static Explanation? ReadLogged(FieldReader fields, SessionPseudonyms sessions, DateTimeOffset now, int maxBackfillDays)
    {
        var signal = ReadSignal(fields, sessions);
        var text = fields.Read(s_explanation);
        var fallback = fields.Read(s_fallback) ?? false;
        var id = fields.Read(s_id);
        var factors = fields.Read(s_factors, ReadFactor);
        var sentiment = fields.Read(s_sentiment) ?? "neutral";
        var promptVersion = fields.Read(s_promptVersion) ?? External;
        var model = fields.Read(s_model) ?? External;
        var cached = fields.Read(s_cached) ?? false;
        var latency = fields.Read(s_latency) ?? 0;
        var promptTokens = fields.Read(s_promptTokens) ?? 0;
        var completionTokens = fields.Read(s_completionTokens) ?? 0;
        var cost = fields.Read(s_cost) ?? 0;
        var generatedAt = ReadGeneratedAt(fields, now, maxBackfillDays);
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
                generatedAt ?? now,
                cached,
                fallback ? "engine" : null,
                latency,
                promptTokens,
                completionTokens,
                cost,
                signal.Session,
                generatedAt is null ? null : now,
                signal.Unit?.Token
            );
    }

    /// <summary>A back-fill lands on its days; a clock that goes wrong does not.</summary>
    private static DateTimeOffset? ReadGeneratedAt(FieldReader fields, DateTimeOffset now, int maxBackfillDays)
    {
        var at = fields.Read(s_generatedAt);
        if (at > now + s_clockDifference)
            fields.Fault(
                s_generatedAt.Name,
                string.Create(CultureInfo.InvariantCulture, $"It is in the future: it is {now:yyyy-MM-ddTHH:mm:ssZ} now.")
            );
        else if (at < now.AddDays(-maxBackfillDays))
            fields.Fault(
                s_generatedAt.Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It is older than {maxBackfillDays} days, the most that is taken here (Api__MaxBackfillDays, Retention__FactsDays)."
                )
            );
        else
            return at;
        return null;
    }

    private static Factor? ReadFactor(FieldReader fields)
    {
        var name = fields.Read(s_factor);
        var impact = fields.Find(s_impact.Name) is { ValueKind: JsonValueKind.Number } number
            ? number.GetRawText()
            : fields.Text(s_impact.Name, MaxImpact) ?? "neutral";
        return name is null ? null : new Factor(name, impact);
    }
}
