namespace LearningActors.Recommendations;

/// <summary>How well an order fits a recommendation of several legs: each leg takes another leg of the order.</summary>
/// <param name="Legs">For each leg of the recommendation the leg of the order that it takes; null where there is none.</param>
/// <param name="Score">The mean of the legs' scores, 0 for a leg without one; 0..100.</param>
/// <param name="IsConsent">Each leg was executed within tolerance.</param>
internal sealed record SpreadFit(IReadOnlyList<ExecutedLeg?> Legs, double Score, bool IsConsent)
{
    /// <summary>What is no pair is worth 0, and what is one about its score.</summary>
    private const double MinWorth = 0.5;

    internal static SpreadFit Of(Recommendation recommendation, Order order)
    {
        RecommendedLeg[] wanted = [.. recommendation.AllLegs()];
        ExecutedLeg[] executed = [.. ExecutedLeg.Of(order.Fills)];
        var scores = new double[wanted.Length, executed.Length];
        for (var i = 0; i < wanted.Length; i++)
        {
            for (var j = 0; j < executed.Length; j++)
                scores[i, j] = FollowRules.IsPossible(recommendation, wanted[i], executed[j].First)
                    ? FollowRules.Compare(wanted[i], null, executed[j]).Score
                    : 0;
        }

        var assigned = OptimalAssignment.Solve(scores, MinWorth);
        ExecutedLeg?[] legs = [.. assigned.Select(column => column >= 0 ? executed[column] : null)];
        // A spread whose strikes lie the other way round bets on the opposite.
        if (IsTurned(wanted, legs))
            return new SpreadFit(legs, 0, false);
        return new SpreadFit(
            legs,
            wanted.Select((_, i) => assigned[i] >= 0 ? scores[i, assigned[i]] : 0).Average(),
            legs.Zip(wanted).All(pair => pair.First is { } leg && FollowRules.Compare(pair.Second, null, leg).IsConsent)
        );
    }

    private static bool IsTurned(RecommendedLeg[] wanted, ExecutedLeg?[] legs)
    {
        for (var i = 0; i < legs.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (
                    wanted[i].Right == wanted[j].Right
                    && wanted[i].Strike - wanted[j].Strike is { } apart
                    && legs[i]?.First.Contract?.Strike - legs[j]?.First.Contract?.Strike is { } executedApart
                    && Math.Sign(apart) * Math.Sign(executedApart) < 0
                )
                    return true;
            }
        }

        return false;
    }
}
