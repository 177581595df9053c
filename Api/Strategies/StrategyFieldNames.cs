using LearningActors.Http;

namespace LearningActors.Strategies;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class StrategyFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(StrategyPerformance))
        {
            Names =
            {
                [nameof(StrategyPerformance.Effectiveness)] = "effectiveness_score",
                [nameof(StrategyPerformance.MeanRating)] = "avg_performance_rating",
            },
            Inlined = [nameof(StrategyPerformance.Rule)],
        },
        new(typeof(ScorePoint)) { Names = { [nameof(ScorePoint.Effectiveness)] = "effectiveness_score" } },
    ];
}
