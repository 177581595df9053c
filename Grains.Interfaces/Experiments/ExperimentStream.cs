namespace LearningActors.Experiments;

/// <summary>The experiments of a signal one after the other.</summary>
/// <param name="Signal">The signal that they share their error rate for.</param>
/// <param name="Decided">Experiments that a rule decided.</param>
/// <param name="Promoted">Those of them that promoted a challenger.</param>
/// <param name="ExpectedFalsePromotions">
/// The number of promotions of a challenger that is no better that could be expected so far if none were ever better: the sum of the
/// experiments' levels. So it is at most that, on average.
/// </param>
/// <param name="NextLevel">The one-sided level that the challengers of the next experiment will share.</param>
[GenerateSerializer, Immutable, Alias("ExperimentStream")]
public sealed record ExperimentStream(SignalType Signal, int Decided, int Promoted, double ExpectedFalsePromotions, double NextLevel);

/// <summary>How the levels of one experiment after the other are chosen.</summary>
[GenerateSerializer, Alias("FalseDiscoveryControl")]
public enum FalseDiscoveryControl
{
    /// <summary>Every experiment has the same level: false promotions add up over the years.</summary>
    None,

    /// <summary>By SAFFRON: of all promotions of a signal no larger part is false than the level, in the long run.</summary>
    Saffron,
}
