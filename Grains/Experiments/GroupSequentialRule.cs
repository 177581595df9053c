using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>
/// Each challenger against the champion at every look, with the boundaries of Lan and DeMets that spend as O'Brien and Fleming
/// would, shared over the challengers by Holm: one that crosses at α/m gives its part to the others.
/// </summary>
/// <remarks>
/// Y. Ye, A. Li, L. Liu, B. Yao, "A group sequential Holm procedure with multiple primary endpoints", Stat. Med. 32 (2013).
/// Information of a comparison: <c>1/(1/nA + 1/nB)</c> over that of two complete arms.
/// </remarks>
internal static class GroupSequentialRule
{
    /// <summary>Less new information than this makes no look of its own.</summary>
    private const double MinStep = 0.005;

    internal static Verdict Decide(Experiment experiment, bool withBoundaries)
    {
        var arms = experiment.Looks[^1].Arms;
        var metric = experiment.Plan.Metric;
        var inPlay = DecisionRules.Challengers(experiment);
        var tests = inPlay.ToDictionary(i => i, i => Test(experiment, i));
        // Dropped challengers keep their part: it was not won by crossing.
        var (better, open) = (new List<int>(), new List<int>(inPlay));
        for (var share = arms.Length - 1; share > 0; share--)
        {
            var level = DecisionRules.Level / share;
            if (open.FindAll(i => tests[i].Crosses(level)) is not { Count: > 0 } crossing)
                break;
            var first = crossing.MaxBy(i => tests[i].Z);
            better.Add(first);
            open.Remove(first);
        }

        var comparisons = DecisionRules.Compare(experiment, arms);
        comparisons =
        [
            .. comparisons.Select(
                (one, i) =>
                    tests.TryGetValue(i + 1, out var test)
                        ? one with
                        {
                            InformationFraction = test.Fraction,
                            Boundary = withBoundaries ? test.Boundary(DecisionRules.Level / (arms.Length - 1)) : null,
                            IsBetter = better.Contains(i + 1),
                        }
                        : one
            ),
        ];
        if (DecisionRules.WhyTooEarly(experiment) is { } early)
            return new Verdict(VerdictKind.Continue, null, early, comparisons);
        if (better.Count > 0)
        {
            var winner = better.MaxBy(i => arms[i].Mean(metric));
            return new Verdict(
                VerdictKind.Promote,
                arms[winner].Version,
                $"z = {tests[winner].Z:0.00} of {arms[winner].Version} has crossed its boundary "
                    + $"at {tests[winner].Fraction:P0} of the planned information.",
                comparisons
            );
        }

        return DecisionRules.WhyOver(experiment) is { } end
            ? new Verdict(VerdictKind.KeepChampion, null, end, comparisons)
            : new Verdict(VerdictKind.Continue, null, "No challenger has crossed its boundary yet.", comparisons);
    }

    private static SequentialTest Test(Experiment experiment, int challenger)
    {
        var metric = experiment.Plan.Metric;
        var fractions = new List<double>();
        foreach (var look in experiment.Looks)
        {
            var fraction = Fraction(look.Arms[0].N(metric), look.Arms[challenger].N(metric), experiment.RequiredPerArm);
            if (fraction >= (fractions.Count == 0 ? 0 : fractions[^1]) + MinStep)
                fractions.Add(fraction);
        }

        var last = experiment.Looks[^1].Arms;
        var now = Fraction(last[0].N(metric), last[challenger].N(metric), experiment.RequiredPerArm);
        var isLook = fractions.Count > 0 && fractions[^1] == now;
        return new SequentialTest(Metric.Z(last[0], last[challenger], metric), now, isLook ? [.. fractions] : []);
    }

    private static double Fraction(long champion, long challenger, long required) =>
        champion == 0 || challenger == 0 ? 0 : 2 / ((1.0 / champion) + (1.0 / challenger)) / required;

    /// <summary>A challenger at this look.</summary>
    /// <param name="Z">Its standardised difference.</param>
    /// <param name="Fraction">Its information.</param>
    /// <param name="Fractions">That of every look, this one last; empty where this is none.</param>
    private sealed record SequentialTest(double Z, double Fraction, double[] Fractions)
    {
        internal bool Crosses(double level) => Fractions.Length > 0 && SequentialBoundaries.Crosses(level, Fractions, Z);

        internal double? Boundary(double level) =>
            Fractions.Length > 0 && SequentialBoundaries.Upper(level, Fractions)[^1] is var boundary && double.IsFinite(boundary)
                ? boundary
                : null;
    }
}
