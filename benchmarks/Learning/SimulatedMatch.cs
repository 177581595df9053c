using LearningActors.Recommendations;

namespace LearningActors.Benchmarks.Learning;

/// <summary>Recommendations to sell a put, and what was done about them.</summary>
internal static class SimulatedMatch
{
    private static int s_count;

    internal static MatchedRecommendation Of(MatchKind kind, DateOnly day, string symbol = "S0", int? days = null, decimal premium = 200)
    {
        var number = Interlocked.Increment(ref s_count);
        var recommendation = new Recommendation(
            $"r{number}",
            new DateTimeOffset(day.ToDateTime(new TimeOnly(18, 0)), TimeSpan.Zero),
            symbol,
            null,
            RecommendedAction.SellToOpen,
            26,
            day.AddDays(14),
            OptionRight.Put,
            premium,
            "new_position",
            null,
            []
        );
        return new MatchedRecommendation(
            new MatchRecord(
                new Guid(number, 0, 0, new byte[8]),
                day,
                symbol,
                new Match(recommendation.Id, kind == MatchKind.Reject ? null : $"e{number}", kind, null, null, days, null, []),
                null,
                null,
                null,
                null,
                null,
                [],
                default
            ),
            recommendation
        );
    }
}
