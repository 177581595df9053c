using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>Feedback over the last days; the figures of all explanations stand beside the lists.</summary>
internal sealed record AnalyticsResponse(
    int Days,
    DateOnly From,
    DateOnly To,
    FeedbackSummary Total,
    Proportion ImplicitPositive,
    ImmutableArray<SignalFigures> BySignal,
    ImmutableArray<TickerFigures> ByTicker,
    ImmutableArray<TickerFigures> TopTickers,
    ImmutableArray<TickerFigures> BottomTickers,
    ImmutableArray<PromptVersionFigures> ByPromptVersion,
    ImmutableArray<ModelFigures> ByModel,
    ImmutableArray<FactorCriticism> Factors,
    ImmutableArray<DayFigures> Daily,
    DateTimeOffset AsOf
)
{
    internal static AnalyticsResponse Of(LlmAnalytics analytics) =>
        new(
            analytics.Days,
            analytics.From,
            analytics.To,
            analytics.Total,
            analytics.ImplicitPositive,
            [.. analytics.BySignal.Select(one => new SignalFigures(one.Name, one.Summary))],
            [.. analytics.ByTicker.Select(TickerFigures.Of)],
            [.. analytics.TopTickers.Select(TickerFigures.Of)],
            [.. analytics.BottomTickers.Select(TickerFigures.Of)],
            [.. analytics.ByPromptVersion.Select(PromptVersionFigures.Of)],
            [.. analytics.ByModel.Select(ModelFigures.Of)],
            analytics.Factors,
            [.. analytics.Daily.Select(DayFigures.Of)],
            analytics.AsOf
        );
}

/// <summary>What was learnt about one signal of one ticker; the figures of all its explanations stand beside the lists.</summary>
internal sealed record SignalResponse(
    string Ticker,
    SignalType Signal,
    FeedbackSummary Total,
    ImmutableArray<PromptVersionFigures> ByPromptVersion,
    ImmutableArray<ModelFigures> ByModel,
    ImmutableArray<DayFigures> Daily,
    DateTimeOffset AsOf
)
{
    internal static SignalResponse Of(LearningState state) =>
        new(
            state.Ticker,
            state.Signal,
            state.Total,
            [.. state.ByPromptVersion.Select(PromptVersionFigures.Of)],
            [.. state.ByModel.Select(ModelFigures.Of)],
            [.. state.Days.Select(DayFigures.Of)],
            state.AsOf
        );
}

/// <summary>Explanations of BUY, SELL or HOLD, and the votes on them.</summary>
internal sealed record SignalFigures(string Signal, FeedbackSummary Figures);

/// <summary>Explanations of a ticker's signals, and the votes on them.</summary>
internal sealed record TickerFigures(string Ticker, FeedbackSummary Figures)
{
    internal static TickerFigures Of(NamedSummary one) => new(one.Name, one.Summary);
}

/// <summary>Explanations that a prompt version made, and the votes on them.</summary>
internal sealed record PromptVersionFigures(string PromptVersion, FeedbackSummary Figures)
{
    internal static PromptVersionFigures Of(NamedSummary one) => new(one.Name, one.Summary);
}

/// <summary>Explanations that a model wrote, and the votes on them.</summary>
internal sealed record ModelFigures(string ModelUsed, FeedbackSummary Figures)
{
    internal static ModelFigures Of(NamedSummary one) => new(one.Name, one.Summary);
}

/// <summary>The figures of a UTC day.</summary>
internal sealed record DayFigures(DateOnly Date, FeedbackSummary Figures)
{
    internal static DayFigures Of(DaySummary one) => new(one.Day, one.Summary);
}
