using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>
/// The rule of the feature's first description: from the minimal duration on, an omnibus χ² test of the arms' votes; where
/// p &lt; 0.05, V &gt; 0.1 and 1 − p reaches the threshold, the highest rate wins.
/// </summary>
/// <remarks>
/// It counts votes, whoever gave them and when. It promotes arms that are no better than the champion when another arm is bad; see
/// <c>./bench learning</c>.
/// </remarks>
internal static class ChiSquareRule
{
    private const double Significance = 0.05;
    private const double MinEffect = 0.1;

    internal static Verdict Decide(Experiment experiment)
    {
        var arms = experiment.Looks[^1].Arms;
        var comparisons = DecisionRules.Compare(experiment, arms);
        if (DecisionRules.WhyTooEarly(experiment) is { } early)
            return new Verdict(VerdictKind.Continue, null, early, comparisons);
        if (Omnibus(arms) is not { } test)
            return Over("There is too little feedback for a test.");
        var v = CramersV.Of(test);
        if (test.PValue >= Significance || v <= MinEffect || 1 - test.PValue < experiment.Plan.WinnerThreshold)
            return Over($"χ² = {test.Statistic:0.00}, p = {test.PValue:0.0000}, V = {v:0.000}: the arms do not differ enough.");
        var best = Enumerable.Range(0, arms.Length).MaxBy(i => OfAllVotes(arms[i]).Mean(experiment.Plan.Metric) ?? double.NegativeInfinity);
        var seen = $"χ² = {test.Statistic:0.00}, p = {test.PValue:0.0000}, V = {v:0.000}";
        // A dropped arm stays in the table, since it was part of the test; it cannot win.
        if (best == 0 || experiment.Dropped.Contains(arms[best].Version))
            return new Verdict(
                VerdictKind.KeepChampion,
                null,
                $"{seen}: the arms differ, and no challenger has the highest rate.",
                comparisons
            );
        var winner = arms[best].Version;
        return new Verdict(
            VerdictKind.Promote,
            winner,
            $"{seen}: {winner} has the highest rate.",
            [.. comparisons.Select(one => one with { IsBetter = one.Version == winner })]
        );

        Verdict Over(string why) =>
            DecisionRules.WhyOver(experiment, []) is { } end
                ? new Verdict(VerdictKind.KeepChampion, null, end, comparisons)
                : new Verdict(VerdictKind.Continue, null, why, comparisons);
    }

    private static ArmFigures OfAllVotes(ArmFigures arm) => arm with { Observed = null };

    /// <summary>The test of positive and other votes over the arms that have any; null where it can't be made.</summary>
    internal static ChiSquaredTest? Omnibus(IEnumerable<ArmFigures> arms)
    {
        var voted = arms.Where(arm => arm.Votes > 0).ToArray();
        if (voted.Length < 2 || voted.All(arm => arm.Positive == 0) || voted.All(arm => arm.Positive == arm.Votes))
            return null;
        var table = new double[voted.Length, 2];
        for (var i = 0; i < voted.Length; i++)
            (table[i, 0], table[i, 1]) = (voted[i].Positive, voted[i].Votes - voted[i].Positive);
        return ChiSquaredTest.Of(table);
    }
}
