using System.Collections.Immutable;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>How well insights fit what is about to be traded.</summary>
public static class Relevance
{
    /// <summary>Less certain insights are not served.</summary>
    public const double MinConfidence = 0.5;

    /// <summary>
    /// 0.3 for the setup, 0.3 for the phase, 0.2 for the symbol, 0.2 for the timeframe: where both name it and it is the same.
    /// </summary>
    public static double Of(TradeConditions insight, TradeConditions context) =>
        Part(insight.SetupType, context.SetupType, 0.3)
        + Part(insight.MarketPhase, context.MarketPhase, 0.3)
        + Part(insight.Symbol, context.Symbol, 0.2)
        + Part(insight.Timeframe, context.Timeframe, 0.2);

    /// <summary>No condition of the insight is another one in the context; what the context does not say contradicts nothing.</summary>
    public static bool Applies(TradeConditions insight, TradeConditions context) =>
        Agrees(insight.SetupType, context.SetupType)
        && Agrees(insight.MarketPhase, context.MarketPhase)
        && Agrees(insight.Symbol, context.Symbol)
        && Agrees(insight.Timeframe, context.Timeframe)
        && (insight.Hour is null || context.Hour is null || insight.Hour == context.Hour);

    /// <summary>It is neither pruned nor silenced by a person.</summary>
    public static bool IsServed(Insight insight)
    {
        ArgumentNullException.ThrowIfNull(insight);
        return insight.IsActive && insight.Decision?.Kind != InsightDecisionKind.Silenced;
    }

    /// <summary>It may be told before a trade: it is served, and certain enough.</summary>
    public static bool CanBeTold(Insight insight) => IsServed(insight) && insight.Confidence >= MinConfidence;

    /// <summary>The best ones by relevance times confidence; those that do not apply, or without relevance, are left out.</summary>
    public static ImmutableArray<RelevantInsight> Rank(IEnumerable<Insight> insights, TradeConditions context, int limit) =>
        [
            .. insights
                .Where(insight => CanBeTold(insight) && Applies(insight.Conditions, context))
                .Select(insight => new RelevantInsight(insight, Math.Round(Of(insight.Conditions, context), 9)))
                .Where(one => one.Relevance > 0)
                .OrderByDescending(one => one.Relevance * one.Insight.Confidence)
                .ThenBy(one => one.Insight.Id)
                .Take(limit),
        ];

    private static bool Agrees(string? insight, string? context) =>
        insight is null || context is null || string.Equals(insight, context, StringComparison.OrdinalIgnoreCase);

    private static double Part(string? insight, string? context, double weight) =>
        insight is not null && string.Equals(insight, context, StringComparison.OrdinalIgnoreCase) ? weight : 0;
}
