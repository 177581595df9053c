using LearningActors.Http;

namespace LearningActors.Recommendations;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class RecommendationFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(Match)) { Names = { [nameof(Match.Kind)] = "match_type" } },
        new(typeof(FormerMatch)) { Names = { [nameof(FormerMatch.Kind)] = "match_type" } },
        new(typeof(MatchRecord)) { Inlined = [nameof(MatchRecord.Match)] },
        new(typeof(KindCount)) { Names = { [nameof(KindCount.Kind)] = "match_type" } },
        new(typeof(KindPnl)) { Names = { [nameof(KindPnl.Kind)] = "match_type", [nameof(KindPnl.Forgone)] = "forgone" } },
        new(typeof(ReasonCount)) { Names = { [nameof(ReasonCount.Reason)] = "reason_code" } },
        new(typeof(TrackedOutcomes)) { Names = { [nameof(TrackedOutcomes.AsOf)] = "as_of_date" } },
        new(typeof(Recommendation))
        {
            Names = { [nameof(Recommendation.Id)] = "recommendation_id", [nameof(Recommendation.Right)] = "option_right" },
        },
        new(typeof(RecommendedLeg)) { Names = { [nameof(RecommendedLeg.Right)] = "option_right" } },
        new(typeof(Execution))
        {
            Names =
            {
                [nameof(Execution.Id)] = "execution_id",
                [nameof(Execution.At)] = "executed_at",
                [nameof(Execution.Kind)] = "instrument_kind",
            },
        },
        new(typeof(ExecutedOrder)) { Names = { [nameof(ExecutedOrder.Id)] = "order_id", [nameof(ExecutedOrder.At)] = "executed_at" } },
        new(typeof(OutcomeCount)) { Names = { [nameof(OutcomeCount.Kind)] = "outcome" } },
        new(typeof(PositionOutcome)) { Names = { [nameof(PositionOutcome.AsOf)] = "as_of_date" } },
        new(typeof(MatchOutcome)) { Inlined = [nameof(MatchOutcome.Outcome)] },
        new(typeof(VersionAccuracy)) { Names = { [nameof(VersionAccuracy.Version)] = "algorithm_version" } },
    ];
}
