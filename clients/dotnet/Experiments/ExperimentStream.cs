namespace LearningActors.Client;

/// <summary>The experiments of a signal one after the other.</summary>
public sealed record ExperimentStream
{
    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>Experiments that a rule decided.</summary>
    public required int Decided { get; init; }

    /// <summary>Those of them that promoted a challenger.</summary>
    public required int Promoted { get; init; }

    /// <summary>
    /// The number of promotions of a challenger that is no better that could be expected so far if none were ever better: the sum of the
    /// experiments' levels. So it is at most that, on average.
    /// </summary>
    public required double ExpectedFalsePromotions { get; init; }

    /// <summary>The one-sided level that the challengers of the next experiment will share.</summary>
    public required double NextLevel { get; init; }
}
