using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Experiments;

/// <summary>What follows from the experiments of a signal that ended.</summary>
internal static class ExperimentStreams
{
    /// <param name="signal">The signal.</param>
    /// <param name="ended">Its experiments, oldest first.</param>
    /// <param name="control">How levels are chosen.</param>
    internal static ExperimentStream Of(SignalType signal, IEnumerable<Experiment> ended, FalseDiscoveryControl control)
    {
        // What a person decided is no test.
        var decided = ended.Where(one => one.Decision is { Kind: DecisionKind.Promoted or DecisionKind.ChampionKept }).ToArray();
        ImmutableArray<(double PValue, bool IsFound)> past =
        [
            .. decided.Select(one => (SmallestPValue(one.Decision!.Verdict), one.Decision.Kind == DecisionKind.Promoted)),
        ];
        return new ExperimentStream(
            signal,
            decided.Length,
            past.Count(one => one.IsFound),
            decided.Sum(DecisionRules.LevelOf),
            control == FalseDiscoveryControl.Saffron ? Saffron.Level(past, DecisionRules.Level) : DecisionRules.Level
        );
    }

    private static double SmallestPValue(Verdict? verdict) =>
        verdict is null || verdict.Challengers.IsEmpty ? 1 : verdict.Challengers.Min(one => one.AdjustedPValue);
}
