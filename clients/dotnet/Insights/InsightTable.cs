using System.Collections.Concurrent;

namespace LearningActors.Client;

/// <summary>The insights that are served, and answers that were found among them.</summary>
internal sealed class InsightTable
{
    private const int MaxAnswers = 10_000;

    /// <summary>Questions that are answered again as soon as the insights change.</summary>
    private const int Remembered = 1_000;
    private readonly ConcurrentDictionary<(TradeContext, int), RelevantInsight[]> _answers = new();
    private readonly IReadOnlyList<Insight> _insights;

    internal InsightTable(IReadOnlyList<Insight> insights, InsightTable? before)
    {
        _insights = insights;
        foreach (var ((context, limit), _) in before?._answers.Take(Remembered) ?? [])
            Find(context, limit);
    }

    /// <summary>The best ones by relevance times confidence; none that does not fit.</summary>
    internal IReadOnlyList<RelevantInsight> Find(TradeContext context, int limit)
    {
        if (_answers.TryGetValue((context, limit), out var known))
            return known;
        if (_answers.Count >= MaxAnswers)
            _answers.Clear();
        return _answers[(context, limit)] = Rank(context, limit);
    }

    private RelevantInsight[] Rank(TradeContext context, int limit) =>
        [
            .. _insights
                .Where(insight => Applies(insight.MarketConditions, context))
                .Select(insight => (Insight: insight, Relevance: Math.Round(RelevanceOf(insight.MarketConditions, context), 9)))
                .Where(one => one.Relevance > 0)
                .OrderByDescending(one => one.Relevance * one.Insight.ConfidenceScore)
                .ThenBy(one => one.Insight.Id)
                .Take(limit)
                .Select(one => new RelevantInsight(one.Insight, one.Relevance)),
        ];

    /// <summary>0.3 for the setup and for the phase, 0.2 for the symbol and for the timeframe: where both name the same.</summary>
    private static double RelevanceOf(TradeConditions insight, TradeContext context) =>
        Part(insight.SetupType, context.SetupType, 0.3)
        + Part(insight.MarketPhase, context.MarketPhase, 0.3)
        + Part(insight.Symbol, context.Symbol, 0.2)
        + Part(insight.Timeframe, context.Timeframe, 0.2);

    private static bool Applies(TradeConditions insight, TradeContext context) =>
        Agrees(insight.SetupType, context.SetupType)
        && Agrees(insight.MarketPhase, context.MarketPhase)
        && Agrees(insight.Symbol, context.Symbol)
        && Agrees(insight.Timeframe, context.Timeframe)
        && (insight.Hour is null || context.Hour is null || insight.Hour == context.Hour);

    /// <summary>What is empty is not given, as in a query string.</summary>
    private static bool Agrees(string? insight, string? context) =>
        insight is null || string.IsNullOrEmpty(context) || string.Equals(insight, context, StringComparison.OrdinalIgnoreCase);

    private static double Part(string? insight, string? context, double weight) =>
        insight is not null && string.Equals(insight, context, StringComparison.OrdinalIgnoreCase) ? weight : 0;
}
