namespace LearningActors.Client;

/// <summary>An experiment, from its start to its end.</summary>
public sealed record Experiment
{
    /// <summary>Such as `BUY-3`; also the seed of the assignment.</summary>
    public required string Id { get; init; }

    /// <summary>Its design. The arms' first is the champion.</summary>
    public required ExperimentPlan Plan { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The champion's rate, or mean, that the sample size was computed with.</summary>
    public required double BaseLine { get; init; }

    /// <summary>Answers with votes, or with stars, that each arm needs.</summary>
    public required long RequiredPerArm { get; init; }

    /// <summary>The days that count.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    /// <summary>Challengers that were dropped as clearly worse.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>What was seen.</summary>
    public required IReadOnlyList<Look> Looks { get; init; }

    /// <summary>Where it stands. One of <c>running</c>, <c>paused</c>, <c>ended</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why nothing is promoted by itself; null where nothing stands against it.</summary>
    public required PromotionBlock? Blocked { get; init; }

    /// <summary>Its end; null while it runs.</summary>
    public required ExperimentDecision? Decision { get; init; }

    /// <summary>
    /// The difference that the sample is planned for, in the metric's unit. Less than the plan asks for where the champion is so good that
    /// a larger one can't be.
    /// </summary>
    public required double? DetectableEffect { get; init; }

    /// <summary>
    /// Explanations that each arm needs to confirm a difference in positive votes per explanation, at the champion's usual rate of
    /// feedback.
    /// </summary>
    public required long? RequiredExplanations { get; init; }

    /// <summary>The one-sided level that its challengers share; null for the usual one.</summary>
    public required double? Level { get; init; }
}
