using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LearningActors;

/// <summary>What the service counts of its own work: the meter <c>LearningActors</c>.</summary>
/// <remarks>Tags have few values: never a ticker, a session, a comment or a key.</remarks>
public static class LearningMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "LearningActors";

    private static readonly object s_true = true;
    private static readonly object s_false = false;
    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_modelDuration = s_meter.CreateHistogram<double>(
        "gen_ai.client.operation.duration",
        "s",
        "How long a model was asked, with its retries; error.type is there when it did not answer.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120] }
    );
    private static readonly Counter<long> s_modelTokens = s_meter.CreateCounter<long>(
        "learning.model.tokens",
        "{token}",
        "Tokens sent to a model and written by it."
    );
    private static readonly Counter<double> s_modelCost = s_meter.CreateCounter<double>(
        "learning.model.cost",
        "{USD}",
        "What a model charged, by the price table."
    );
    private static readonly Counter<long> s_explanations = s_meter.CreateCounter<long>(
        "learning.explanations",
        "{explanation}",
        "Explanations recorded."
    );
    private static readonly Counter<long> s_unrecorded = s_meter.CreateCounter<long>(
        "learning.explanations.unrecorded",
        "{explanation}",
        "Explanations that were given and are not recorded, as far as is known."
    );
    private static readonly Counter<long> s_fallbacks = s_meter.CreateCounter<long>(
        "learning.explanation.fallbacks",
        "{explanation}",
        "Explanations that are a fallback, by the kind of reason."
    );
    private static readonly Counter<long> s_cacheHits = s_meter.CreateCounter<long>(
        "learning.cache.hits",
        "{hit}",
        "Answers from memory, by the cache."
    );
    private static readonly Counter<long> s_votes = s_meter.CreateCounter<long>("learning.votes", "{vote}", "Votes, by outcome.");
    private static readonly Histogram<double> s_cycleDuration = s_meter.CreateHistogram<double>(
        "learning.cycle.duration",
        "s",
        "An attempt at an occurrence of a cycle.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 5, 10, 30, 60, 300, 600, 1800, 3600] }
    );
    private static readonly Counter<long> s_alerts = s_meter.CreateCounter<long>("learning.alerts", "{alert}", "Alerts raised, by kind.");
    private static readonly Counter<long> s_insightReads = s_meter.CreateCounter<long>(
        "learning.insight.reads",
        "{read}",
        "Questions for the insights that fit a trade."
    );
    private static readonly Counter<long> s_reconciledDays = s_meter.CreateCounter<long>(
        "learning.reconciled.days",
        "{day}",
        "Days whose recommendations and executions were matched."
    );

    /// <summary>The meter.</summary>
    public static Meter Meter => s_meter;

    /// <summary>A model answered.</summary>
    /// <param name="name">Its configured name.</param>
    /// <param name="model">Its name at its API.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="promptTokens">Tokens sent.</param>
    /// <param name="completionTokens">Tokens written.</param>
    /// <param name="costUsd">What it charged, USD.</param>
    public static void ModelAnswered(string name, string model, TimeSpan elapsed, int promptTokens, int completionTokens, decimal costUsd)
    {
        var tags = ModelTags(name, model);
        s_modelDuration.Record(elapsed.TotalSeconds, tags);
        s_modelCost.Add((double)costUsd, tags);
        AddTokens(name, model, "input", promptTokens);
        AddTokens(name, model, "output", completionTokens);
    }

    /// <summary>A model did not answer.</summary>
    /// <param name="name">Its configured name.</param>
    /// <param name="model">Its name at its API.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="reason">Why, such as <c>refused:401</c>.</param>
    public static void ModelFailed(string name, string model, TimeSpan elapsed, string reason)
    {
        var tags = ModelTags(name, model);
        tags.Add("error.type", KindOf(reason));
        s_modelDuration.Record(elapsed.TotalSeconds, tags);
    }

    /// <summary>An explanation was recorded.</summary>
    /// <param name="signal">BUY, SELL, HOLD.</param>
    /// <param name="source">service or engine.</param>
    /// <param name="cached">Its words were made for an earlier serving.</param>
    /// <param name="fallbackReason">Why its words are a fallback; null where they are not.</param>
    public static void Explained(string signal, string source, bool cached, string? fallbackReason)
    {
        s_explanations.Add(
            1,
            new TagList
            {
                { "signal", signal },
                { "source", source },
                { "cached", cached ? s_true : s_false },
            }
        );
        if (cached)
            CacheHit("model_answers");
        if (fallbackReason is not null)
            s_fallbacks.Add(1, new TagList { { "reason", KindOf(fallbackReason) } });
    }

    /// <summary>An explanation was given without a record.</summary>
    /// <param name="signal">BUY, SELL, HOLD.</param>
    /// <param name="reason">unavailable: the database is away, or the queue full; timeout: the outcome is unknown; rejected.</param>
    public static void Unrecorded(string signal, string reason) =>
        s_unrecorded.Add(1, new TagList { { "signal", signal }, { "reason", reason } });

    /// <summary>Votes came to their end.</summary>
    /// <param name="outcome">committed, not_found, over_quota, rejected, forgotten.</param>
    /// <param name="count">How many.</param>
    public static void Voted(string outcome, int count) => s_votes.Add(count, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>An attempt at an occurrence of a cycle ended.</summary>
    /// <param name="cycle">The cycle's name.</param>
    /// <param name="outcome">completed, retrying, failed, interrupted.</param>
    /// <param name="elapsed">How long it took.</param>
    public static void CycleRan(string cycle, string outcome, TimeSpan elapsed) =>
        s_cycleDuration.Record(elapsed.TotalSeconds, new TagList { { "cycle", cycle }, { "outcome", outcome } });

    /// <summary>An alert was raised for the first time.</summary>
    /// <param name="kind">Its kind.</param>
    public static void AlertRaised(string kind) => s_alerts.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>The insights that fit a trade were asked for.</summary>
    /// <param name="remembered">The same was asked before and the journal has not changed since.</param>
    public static void InsightsRead(bool remembered)
    {
        if (!s_insightReads.Enabled)
            return;
        s_insightReads.Add(1);
        if (remembered)
            CacheHit("relevant_insights");
    }

    /// <summary>A day was reconciled, for the first time or anew.</summary>
    public static void DayReconciled() => s_reconciledDays.Add(1);

    /// <summary>
    /// The kind of a reason: what stands before the first colon, semicolon or space, if it is a plain word. What follows may be
    /// anything.
    /// </summary>
    public static string KindOf(string reason)
    {
        var end = reason.AsSpan().IndexOfAny(':', ';', ' ');
        var kind = end < 0 ? reason : reason[..end];
        return kind.Length is > 0 and <= 40 && kind.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') ? kind : "other";
    }

    private static void CacheHit(string cache) => s_cacheHits.Add(1, new KeyValuePair<string, object?>("cache", cache));

    private static void AddTokens(string name, string model, string type, int count)
    {
        var tags = ModelTags(name, model);
        tags.Add("gen_ai.token.type", type);
        s_modelTokens.Add(count, tags);
    }

    private static TagList ModelTags(string name, string model) =>
        new()
        {
            { "gen_ai.operation.name", "chat" },
            { "gen_ai.provider.name", name },
            { "gen_ai.request.model", model },
        };
}
