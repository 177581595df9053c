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
    ];
}
