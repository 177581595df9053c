using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>Where an experiment stands.</summary>
[GenerateSerializer, Alias("ExperimentStatus")]
public enum ExperimentStatus
{
    Running,

    /// <summary>All units go to the champion; nothing is promoted.</summary>
    Paused,

    Ended,
}

/// <summary>Whole UTC days in which the split did not change. Only such days count.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null while it goes on.</param>
/// <param name="Shares">The share of each arm; 0 for one that was dropped.</param>
[GenerateSerializer, Immutable, Alias("Segment")]
public sealed record Segment(DateOnly From, DateOnly? To, ImmutableArray<double> Shares);

/// <summary>Why nothing is promoted by itself.</summary>
/// <param name="Kind">What stands against it.</param>
/// <param name="Reason">A sentence.</param>
[GenerateSerializer, Immutable, Alias("PromotionBlock")]
public sealed record PromotionBlock(PromotionBlockKind Kind, string Reason);

/// <summary>What stands against a promotion.</summary>
[GenerateSerializer, Alias("PromotionBlockKind")]
public enum PromotionBlockKind
{
    /// <summary>
    /// Units did not fall on the arms as planned. It blocks for good: what is wrong with the units is wrong with their votes.
    /// </summary>
    SampleRatioMismatch,

    /// <summary>The winner costs more, is slower, falls back more or is rated less often than its limits allow.</summary>
    GuardrailMetrics,
}

/// <summary>What was seen at a look; with the experiment's design, all that a decision follows from.</summary>
/// <param name="Occurrence">What made it: the cycle's occurrence.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Through">The last day that counts.</param>
/// <param name="Arms">The sums since the start, in the order of the arms.</param>
[GenerateSerializer, Immutable, Alias("Look")]
public sealed record Look(string Occurrence, DateTimeOffset At, DateOnly Through, ImmutableArray<ArmFigures> Arms);

/// <summary>How an experiment ended. It does not change.</summary>
/// <param name="Kind">The end.</param>
/// <param name="Winner">The promoted version; null where the champion stays.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">The rule, or the name of a key.</param>
/// <param name="Reason">Why, a sentence.</param>
/// <param name="Verdict">What the rule made of the last look; null for a person's decision.</param>
/// <param name="HoldoutShare">The part of the units that stays with the former champion after a promotion; 0 for none.</param>
/// <param name="HoldoutDays">For so many days at most.</param>
[GenerateSerializer, Immutable, Alias("ExperimentDecision")]
public sealed record ExperimentDecision(
    DecisionKind Kind,
    string? Winner,
    DateTimeOffset At,
    string By,
    string Reason,
    Verdict? Verdict,
    double HoldoutShare = 0,
    int HoldoutDays = 0
);

/// <summary>How an experiment can end.</summary>
[GenerateSerializer, Alias("DecisionKind")]
public enum DecisionKind
{
    /// <summary>A rule promoted an arm.</summary>
    Promoted,

    /// <summary>A person promoted an arm.</summary>
    PromotedManually,

    /// <summary>No challenger is better.</summary>
    ChampionKept,

    /// <summary>Somebody, or a rollback, stopped it.</summary>
    Stopped,
}

/// <summary>An experiment, from its start to its end.</summary>
/// <param name="Id">Such as <c>BUY-3</c>; also the seed of the assignment.</param>
/// <param name="Plan">Its design. The arms' first is the champion.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="BaseLine">The champion's rate, or mean, that the sample size was computed with.</param>
/// <param name="RequiredPerArm">Answers with votes, or with stars, that each arm needs.</param>
/// <param name="Segments">The days that count.</param>
/// <param name="Dropped">Challengers that were dropped as clearly worse.</param>
/// <param name="Looks">What was seen.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Blocked">Why nothing is promoted by itself; null where nothing stands against it.</param>
/// <param name="Decision">Its end; null while it runs.</param>
/// <param name="DetectableEffect">
/// The difference that the sample is planned for, in the metric's unit. Less than the plan asks for where the champion is so good that a
/// larger one can't be.
/// </param>
/// <param name="RequiredExplanations">
/// Explanations that each arm needs to confirm a difference in positive votes per explanation, at the champion's usual rate of feedback.
/// </param>
/// <param name="Level">The one-sided level that its challengers share; null for the usual one.</param>
[GenerateSerializer, Immutable, Alias("Experiment")]
public sealed record Experiment(
    string Id,
    ExperimentPlan Plan,
    DateTimeOffset StartedAt,
    double BaseLine,
    long RequiredPerArm,
    ImmutableArray<Segment> Segments,
    ImmutableArray<string> Dropped,
    ImmutableArray<Look> Looks,
    ExperimentStatus Status,
    PromotionBlock? Blocked,
    ExperimentDecision? Decision,
    double? DetectableEffect = null,
    long? RequiredExplanations = null,
    double? Level = null
);
