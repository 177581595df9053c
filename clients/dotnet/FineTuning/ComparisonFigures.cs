namespace LearningActors.Client;

/// <summary>A tuned model against the champion that it was compared with.</summary>
public sealed record ComparisonFigures
{
    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>The experiment.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The champion.</summary>
    public required ModelArm Champion { get; init; }

    /// <summary>The tuned model.</summary>
    public required ModelArm Tuned { get; init; }

    /// <summary>The relative difference of positive shares, a fraction; null without votes.</summary>
    public required double? Lift { get; init; }

    /// <summary>The lower end of its 95 % interval.</summary>
    public required double? LiftLower { get; init; }

    /// <summary>Its upper end.</summary>
    public required double? LiftUpper { get; init; }

    /// <summary>The lift is as large as is aimed at.</summary>
    public required bool? MeetsTarget { get; init; }

    /// <summary>When the ledger was read, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
