using LearningActors.Http;

namespace LearningActors.Analysis;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class AnalysisFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(FeedbackSummary))
        {
            Names =
            {
                [nameof(FeedbackSummary.Explanations)] = "total_explanations",
                [nameof(FeedbackSummary.Votes)] = "total_feedback",
                [nameof(FeedbackSummary.Positive)] = "positive_feedback",
                [nameof(FeedbackSummary.Rating)] = "avg_rating",
            },
        },
        new(typeof(AnalyticsResponse)) { Inlined = [nameof(AnalyticsResponse.Total)] },
        new(typeof(SignalResponse)) { Inlined = [nameof(SignalResponse.Total)] },
        new(typeof(SignalFigures)) { Inlined = [nameof(SignalFigures.Figures)] },
        new(typeof(TickerFigures)) { Inlined = [nameof(TickerFigures.Figures)] },
        new(typeof(PromptVersionFigures)) { Inlined = [nameof(PromptVersionFigures.Figures)] },
        new(typeof(ModelFigures)) { Inlined = [nameof(ModelFigures.Figures)] },
        new(typeof(DayFigures)) { Inlined = [nameof(DayFigures.Figures)] },
        new(typeof(LearningResponse)) { Inlined = [nameof(LearningResponse.Total)] },
        new(typeof(CostOfQuality))
        {
            Names =
            {
                [nameof(CostOfQuality.PerExplanation)] = "cost_per_explanation_usd",
                [nameof(CostOfQuality.PerQualityExplanation)] = "cost_per_quality_explanation_usd",
            },
        },
        new(typeof(LearningWeek)) { Inlined = [nameof(LearningWeek.Figures), nameof(LearningWeek.Cost)] },
        new(typeof(LineOfCurve)) { Inlined = [nameof(LineOfCurve.Figures), nameof(LineOfCurve.Cost)] },
        new(typeof(SignalPerformance)) { Inlined = [nameof(SignalPerformance.Figures), nameof(SignalPerformance.Cost)] },
        new(typeof(SignalChampionChange)) { Inlined = [nameof(SignalChampionChange.Change)] },
        new(typeof(PromptPerformance))
        {
            Names = { [nameof(PromptPerformance.Version)] = "prompt_version" },
            Inlined = [nameof(PromptPerformance.Figures), nameof(PromptPerformance.Cost)],
        },
        new(typeof(ModelPerformance))
        {
            Names = { [nameof(ModelPerformance.Model)] = "model_used" },
            Inlined = [nameof(ModelPerformance.Figures), nameof(ModelPerformance.Cost)],
        },
        new(typeof(HeatmapCell)) { Names = { [nameof(HeatmapCell.Positive)] = "positive_feedback" } },
    ];
}
