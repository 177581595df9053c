using LearningActors.Http;

namespace LearningActors.WeeklySummaries;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class WeeklySummaryFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(WeekFigures)) { Names = { [nameof(WeekFigures.ByKind)] = "by_match_type" } },
        new(typeof(SummaryReview))
        {
            Names = { [nameof(SummaryReview.Status)] = "review_status", [nameof(SummaryReview.Notes)] = "review_notes" },
        },
    ];
}
