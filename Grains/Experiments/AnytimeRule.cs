namespace LearningActors.Experiments;

/// <summary>
/// Promotes a challenger whose confidence sequences, of shares and of positive votes per explanation, lie wholly above the champion, at
/// whatever look that happens. The one-sided level of the shares is divided equally over the challengers.
/// </summary>
internal static class AnytimeRule
{
    internal static Verdict Decide(Experiment experiment)
    {
        var arms = experiment.Looks[^1].Arms;
        var metric = experiment.Plan.Metric;
        var level = DecisionRules.SequenceLevel(experiment);
        var inPlay = DecisionRules.Challengers(experiment);
        var better = inPlay
            .Where(i => Metric.Sequence(arms[0], arms[i], metric, level, DecisionRules.Tightest(experiment)) is { Lower: > 0 })
            .ToHashSet();
        var confirmed = better.Where(i => PositivesPerExplanation.Sequence(experiment, arms[0], arms[i]) is { Lower: > 0 }).ToArray();
        var comparisons = DecisionRules.Compare(experiment, arms);
        comparisons =
        [
            .. comparisons.Select((one, i) => one with { IsBetter = better.Contains(i + 1), IsConfirmed = confirmed.Contains(i + 1) }),
        ];
        if (DecisionRules.WhyTooEarly(experiment) is { } early)
            return new Verdict(VerdictKind.Continue, null, early, comparisons);
        if (confirmed.Length > 0)
        {
            var winner = arms[confirmed.MaxBy(i => arms[i].Mean(metric))].Version;
            return new Verdict(
                VerdictKind.Promote,
                winner,
                $"The confidence sequences of {winner} lie above the champion: that of its share, and that of its positive votes per "
                    + "explanation.",
                comparisons
            );
        }

        var end = DecisionRules.WhyOver(experiment, better) ?? (better.Count == 0 ? DecisionRules.WhyFutile(experiment, InPlay()) : null);
        return end is not null
            ? new Verdict(VerdictKind.KeepChampion, null, end, comparisons)
            : new Verdict(VerdictKind.Continue, null, DecisionRules.WhyNotYet(arms, better), comparisons);

        IEnumerable<(double Z, double Fraction)> InPlay() =>
            inPlay.Select(i =>
                (
                    Metric.Z(arms[0], arms[i], metric),
                    DecisionRules.Fraction(arms[0].N(metric), arms[i].N(metric), experiment.RequiredPerArm)
                )
            );
    }
}
