using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>What the explanations learnt in some weeks; the figures of all of them stand beside the lists.</summary>
internal sealed record LearningResponse(
    int Weeks,
    DateOnly From,
    DateOnly To,
    FeedbackSummary Total,
    Proportion ImplicitPositive,
    ImmutableArray<SignalFigures> BySignal,
    ImmutableArray<TickerFigures> TopTickers,
    ImmutableArray<TickerFigures> BottomTickers,
    ImmutableArray<LearningTarget> Targets,
    ImmutableArray<LearningWeek> LearningCurve,
    ImmutableArray<SignalChampionChange> ChampionChanges,
    ImmutableArray<PromptPerformance> Prompts,
    ImmutableArray<ModelPerformance> Models,
    LearningHeatmap Heatmap,
    ImmutableArray<FactorCriticism> Factors,
    ImmutableArray<AlertStatus> Alerts
)
{
    // When it was read is in the header Age, so that the answer, and with it its tag, stays the same as long as the figures do.
    internal static LearningResponse Of(LlmLearning learning) =>
        new(
            learning.Weeks,
            learning.From,
            learning.To,
            learning.Total,
            learning.ImplicitPositive,
            [.. learning.BySignal.Select(one => new SignalFigures(one.Name, one.Summary))],
            [.. learning.TopTickers.Select(TickerFigures.Of)],
            [.. learning.BottomTickers.Select(TickerFigures.Of)],
            learning.Targets,
            learning.Curve,
            learning.ChampionChanges,
            learning.Prompts,
            learning.Models,
            learning.Heatmap,
            learning.Factors,
            learning.Alerts
        );
}

/// <summary>A line of the learning curve in a table.</summary>
/// <param name="Week">Such as <c>2026-W05</c>.</param>
/// <param name="From">Its Monday.</param>
/// <param name="To">Its Sunday, or today.</param>
/// <param name="Signal">BUY, SELL or HOLD; empty for all of them.</param>
/// <param name="Figures">Their explanations, and the votes on them.</param>
/// <param name="Cost">What they cost, and for what.</param>
internal sealed record LineOfCurve(string Week, DateOnly From, DateOnly To, string Signal, FeedbackSummary Figures, CostOfQuality Cost)
{
    internal static IEnumerable<LineOfCurve> Of(LearningWeek week)
    {
        yield return new($"{week.Week}", week.From, week.To, "", week.Figures, week.Cost);
        foreach (var (signal, figures, cost) in week.BySignal)
            yield return new($"{week.Week}", week.From, week.To, signal.Text(), figures, cost);
    }
}
