using LearningActors.Http;

namespace LearningActors.Insights;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class InsightFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(Insight))
        {
            Names =
            {
                [nameof(Insight.Type)] = "insight_type",
                [nameof(Insight.Text)] = "insight",
                [nameof(Insight.Conditions)] = "market_conditions",
                [nameof(Insight.Scope)] = "filters",
                [nameof(Insight.Confidence)] = "confidence_score",
            },
        },
        new(typeof(InsightVariant))
        {
            Names = { [nameof(InsightVariant.Conditions)] = "market_conditions", [nameof(InsightVariant.Text)] = "insight" },
        },
        new(typeof(InsightCount)) { Names = { [nameof(InsightCount.Type)] = "insight_type" } },
        new(typeof(RelevantInsight)) { Inlined = [nameof(RelevantInsight.Insight)] },
    ];
}
