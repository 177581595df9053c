namespace LearningActors.Experiments;

/// <summary>
/// Promotes a challenger whose confidence sequence lies wholly above the champion, at whatever look that happens. The
/// one-sided level is shared equally over the challengers.
/// </summary>
internal static class AnytimeRule
{
    internal static Verdict Decide(Experiment experiment)
    {
        var arms = experiment.Looks[^1].Arms;
        var metric = experiment.Plan.Metric;
        var level = DecisionRules.SequenceLevel(arms.Length - 1);
        var better = DecisionRules
            .Challengers(experiment)
            .Where(i => Metric.Sequence(arms[0], arms[i], metric, level, DecisionRules.Tightest(experiment)) is { Lower: > 0 })
            .ToArray();
        var comparisons = DecisionRules.Compare(experiment, arms);
        comparisons = [.. comparisons.Select((one, i) => one with { IsBetter = better.Contains(i + 1) })];
        if (DecisionRules.WhyTooEarly(experiment) is { } early)
            return new Verdict(VerdictKind.Continue, null, early, comparisons);
        if (better.Length > 0)
        {
            var winner = arms[better.MaxBy(i => arms[i].Mean(metric))].Version;
            return new Verdict(VerdictKind.Promote, winner, $"The confidence sequence of {winner} lies above the champion.", comparisons);
        }

        return DecisionRules.WhyOver(experiment) is { } end
            ? new Verdict(VerdictKind.KeepChampion, null, end, comparisons)
            : new Verdict(VerdictKind.Continue, null, "No confidence sequence excludes the champion yet.", comparisons);
    }
}
