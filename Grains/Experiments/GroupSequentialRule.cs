using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>
/// Each challenger against the champion at every look, with the boundaries of Lan and DeMets that spend as O'Brien and Fleming
/// would, shared over the challengers by Holm: one that crosses at α/m gives its part to the others. What has crossed at a look stays
/// so; it is promoted when its positive votes per explanation have crossed theirs, too, which spends evenly: how many explanations get a
/// vote is not known when it is planned.
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
        var tests = inPlay.ToDictionary(i => i, i => SharesOf(experiment, i));
        var better = Better(experiment, inPlay, tests);
        var confirmed = better
            .Where(i => PositivesOf(experiment, i).CrossesAtAnyLook(PositivesPerExplanation.Level, ErrorSpending.Pocock))
            .ToArray();

        var comparisons = DecisionRules.Compare(experiment, arms);
        comparisons =
        [
            .. comparisons.Select(
                (one, i) =>
                    tests.TryGetValue(i + 1, out var test)
                        ? one with
                        {
                            InformationFraction = test.Fraction,
                            Boundary = withBoundaries ? test.Boundary(DecisionRules.LevelOf(experiment) / (arms.Length - 1)) : null,
                            IsBetter = better.Contains(i + 1),
                            IsConfirmed = confirmed.Contains(i + 1),
                        }
                        : one
            ),
        ];
        if (DecisionRules.WhyTooEarly(experiment) is { } early)
            return new Verdict(VerdictKind.Continue, null, early, comparisons);
        if (confirmed.Length > 0)
        {
            var winner = confirmed.MaxBy(i => arms[i].Mean(metric));
            return new Verdict(
                VerdictKind.Promote,
                arms[winner].Version,
                $"z = {tests[winner].Z:0.00} of {arms[winner].Version}: it has crossed its boundary, now at {tests[winner].Fraction:P0} "
                    + "of the planned information, and its positive votes per explanation theirs.",
                comparisons
            );
        }

        if (DecisionRules.WhyOver(experiment, [.. better]) is { } end)
            return new Verdict(VerdictKind.KeepChampion, null, end, comparisons);
        return better.Count == 0 && DecisionRules.WhyFutile(experiment, tests.Values.Select(test => (test.Z, test.Fraction))) is { } futile
            ? new Verdict(VerdictKind.KeepChampion, null, futile, comparisons)
            : new Verdict(VerdictKind.Continue, null, DecisionRules.WhyNotYet(arms, better), comparisons);
    }

    /// <summary>
    /// For each look that was made, each challenger: how much was known, what it had to reach, and whether it had done so.
    /// </summary>
    internal static (double Fraction, double? Boundary, bool HasCrossed)[][] Course(Experiment experiment)
    {
        if (experiment.Looks.IsEmpty)
            return [];
        var inPlay = DecisionRules.Challengers(experiment);
        var tests = Enumerable.Range(1, experiment.Plan.Arms.Length - 1).ToDictionary(i => i, i => SharesOf(experiment, i));
        var course = new List<(double, double?, bool)[]>();
        Better(
            experiment,
            inPlay,
            tests,
            (look, level, crossed) =>
                course.Add([
                    .. tests.Select(one =>
                        (
                            one.Value.FractionAt(look),
                            // What has crossed keeps the level that it did so at.
                            one.Value.BoundaryAt(look, crossed.GetValueOrDefault(one.Key, level)),
                            crossed.ContainsKey(one.Key)
                        )
                    ),
                ])
        );
        return [.. course];
    }

    /// <summary>The challengers whose share has crossed at this look or an earlier one.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="inPlay">Those that were not dropped.</param>
    /// <param name="tests">Each challenger over the looks.</param>
    /// <param name="each">Told of each look, with the level that is left, and of those that have crossed with theirs.</param>
    private static Dictionary<int, double>.KeyCollection Better(
        Experiment experiment,
        int[] inPlay,
        Dictionary<int, SequentialTest> tests,
        Action<int, double, IReadOnlyDictionary<int, double>>? each = null
    )
    {
        var better = new Dictionary<int, double>();
        // Dropped challengers keep their part: it was not won by crossing.
        var challengers = experiment.Plan.Arms.Length - 1;
        for (var look = 0; look < experiment.Looks.Length; look++)
        {
            while (better.Count < inPlay.Length)
            {
                var level = DecisionRules.LevelOf(experiment) / (challengers - better.Count);
                var crossing = inPlay.Where(i => !better.ContainsKey(i) && tests[i].CrossesAt(look, level)).ToArray();
                if (crossing.Length == 0)
                    break;
                better.Add(crossing.MaxBy(i => tests[i].ZAt(look)), level);
            }

            each?.Invoke(look, DecisionRules.LevelOf(experiment) / Math.Max(1, challengers - better.Count), better);
        }

        return better.Keys;
    }

    private static SequentialTest SharesOf(Experiment experiment, int challenger)
    {
        var metric = experiment.Plan.Metric;
        return Test(
            experiment,
            look => (look.Arms[0].N(metric), look.Arms[challenger].N(metric)),
            experiment.RequiredPerArm,
            look => Metric.Z(look.Arms[0], look.Arms[challenger], metric)
        );
    }

    private static SequentialTest PositivesOf(Experiment experiment, int challenger) =>
        Test(
            experiment,
            look => (PositivesPerExplanation.Sums(look.Arms[0]).N, PositivesPerExplanation.Sums(look.Arms[challenger]).N),
            PositivesPerExplanation.Required(experiment),
            look => PositivesPerExplanation.Z(look.Arms[0], look.Arms[challenger])
        );

    private static SequentialTest Test(
        Experiment experiment,
        Func<Look, (long Champion, long Challenger)> count,
        long required,
        Func<Look, double> z
    )
    {
        var (fractions, places) = (new List<double>(), new int?[experiment.Looks.Length]);
        for (var look = 0; look < experiment.Looks.Length; look++)
        {
            var fraction = FractionAt(experiment.Looks[look]);
            if (fraction < (fractions.Count == 0 ? 0 : fractions[^1]) + MinStep)
                continue;
            places[look] = fractions.Count;
            fractions.Add(fraction);
        }

        return new SequentialTest([.. experiment.Looks.Select(z)], [.. experiment.Looks.Select(FractionAt)], [.. fractions], places);

        double FractionAt(Look look) =>
            count(look) is var (champion, challenger) ? DecisionRules.Fraction(champion, challenger, required) : 0;
    }

    /// <summary>A challenger over the looks.</summary>
    /// <param name="Zs">The standardised difference at each look.</param>
    /// <param name="Known">The information at each look.</param>
    /// <param name="Fractions">That of every look with new information.</param>
    /// <param name="Places">For each look its place among them; null where it had too little new information to be one.</param>
    private sealed record SequentialTest(double[] Zs, double[] Known, double[] Fractions, int?[] Places)
    {
        private (double Level, double[] Boundaries)? _upper;

        internal double Fraction => Known[^1];

        internal double Z => Zs[^1];

        internal double ZAt(int look) => Zs[look];

        internal bool CrossesAt(int look, double level, ErrorSpending spending = ErrorSpending.OBrienFleming) =>
            Places[look] is { } place && SequentialBoundaries.Crosses(level, Fractions[..(place + 1)], Zs[look], spending);

        internal bool CrossesAtAnyLook(double level, ErrorSpending spending) =>
            Enumerable.Range(0, Zs.Length).Any(look => CrossesAt(look, level, spending));

        internal double FractionAt(int look) => Known[look];

        internal double? Boundary(double level) => BoundaryAt(Places.Length - 1, level);

        /// <summary>The boundary of a look. Those of a level follow from each other, and are made once.</summary>
        internal double? BoundaryAt(int look, double level)
        {
            if (Places[look] is not { } place)
                return null;
            if (_upper is not { } known || known.Level != level)
                _upper = known = (level, SequentialBoundaries.Upper(level, Fractions));
            return double.IsFinite(known.Boundaries[place]) ? known.Boundaries[place] : null;
        }
    }
}
