using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>What an experiment compares.</summary>
[GenerateSerializer, Alias("SuccessMetric")]
public enum SuccessMetric
{
    /// <summary>The share of votes that are positive.</summary>
    PositiveFeedbackPct,

    /// <summary>The mean of stars.</summary>
    AvgRating,
}

/// <summary>How an experiment is decided.</summary>
[GenerateSerializer, Alias("DecisionRule")]
public enum DecisionRule
{
    /// <summary>Challenger against champion at weekly looks, with O'Brien–Fleming spending.</summary>
    GroupSequential,

    /// <summary>An omnibus χ² test after the minimal duration.</summary>
    ChiSquare,

    /// <summary>Confidence sequences, at every look.</summary>
    Anytime,
}

/// <summary>Where an experiment stands.</summary>
[GenerateSerializer, Alias("ExperimentStatus")]
public enum ExperimentStatus
{
    Running,

    /// <summary>All units go to the champion; nothing is promoted.</summary>
    Paused,

    Ended,
}

/// <summary>An arm and its share of the units.</summary>
/// <param name="Version">The prompt version.</param>
/// <param name="Share">A fraction in 0..1.</param>
[GenerateSerializer, Immutable, Alias("ArmShare")]
public sealed record ArmShare(string Version, double Share);

/// <summary>How much worse than the champion's an arm's side effects may be for it to be promoted.</summary>
/// <param name="CostRatio">Its mean cost, as a multiple of the champion's.</param>
/// <param name="LatencyRatio">Its mean latency, as a multiple.</param>
/// <param name="FallbackRateIncrease">Its fallback rate less the champion's, a fraction.</param>
/// <param name="FeedbackRateRatio">Its feedback rate as a multiple of the champion's, at least.</param>
[GenerateSerializer, Immutable, Alias("GuardrailLimits")]
public sealed record GuardrailLimits(
    double CostRatio = 1.5,
    double LatencyRatio = 1.5,
    double FallbackRateIncrease = 0.05,
    double FeedbackRateRatio = 0.7
);

/// <summary>An experiment that is to be started.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Arms">The arms; one of them is the champion. Shares add up to 1.</param>
/// <param name="MinDurationDays">Days before a decision, 7 at least.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Rule">How it is decided.</param>
/// <param name="WinnerThreshold">The confidence 1 − p that the rule <see cref="DecisionRule.ChiSquare"/> asks for beside p &lt; 0.05.</param>
/// <param name="MinimumDetectableEffect">The difference worth finding, in the metric's unit: a fraction, or stars. It sets the sample size.</param>
/// <param name="Power">The probability to find it, 0..1.</param>
/// <param name="Guardrails">Limits of side effects.</param>
/// <param name="StartedBy">The name of a key, or the cycle.</param>
[GenerateSerializer, Immutable, Alias("ExperimentPlan")]
public sealed record ExperimentPlan(
    SignalType Signal,
    ImmutableArray<ArmShare> Arms,
    int MinDurationDays,
    SuccessMetric Metric,
    DecisionRule Rule,
    double WinnerThreshold,
    double MinimumDetectableEffect,
    double Power,
    GuardrailLimits Guardrails,
    string StartedBy
);

/// <summary>Whole UTC days in which the split did not change. Only such days count.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null while it goes on.</param>
/// <param name="Shares">The share of each arm; 0 for one that was dropped.</param>
[GenerateSerializer, Immutable, Alias("Segment")]
public sealed record Segment(DateOnly From, DateOnly? To, ImmutableArray<double> Shares);

/// <summary>The sums of an arm. Explanations count for the arm that they were assigned to, also where the answer was a retreat.</summary>
/// <param name="Version">The prompt version.</param>
/// <param name="Explanations">Units.</param>
/// <param name="Rated">Explanations with a vote.</param>
/// <param name="Votes">Votes.</param>
/// <param name="Positive">Positive votes.</param>
/// <param name="Ratings">Votes with stars.</param>
/// <param name="RatingSum">Sum of stars.</param>
/// <param name="RatingSquareSum">Sum of squared stars.</param>
/// <param name="Fallbacks">Retreats.</param>
/// <param name="CostUsd">USD.</param>
/// <param name="LatencyMsSum">Sum of latencies, milliseconds.</param>
[GenerateSerializer, Immutable, Alias("ArmFigures")]
public sealed record ArmFigures(
    string Version,
    long Explanations,
    long Rated,
    long Votes,
    long Positive,
    long Ratings,
    long RatingSum,
    long RatingSquareSum,
    long Fallbacks,
    decimal CostUsd,
    long LatencyMsSum
);

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
[GenerateSerializer, Immutable, Alias("ExperimentDecision")]
public sealed record ExperimentDecision(DecisionKind Kind, string? Winner, DateTimeOffset At, string By, string Reason, Verdict? Verdict);

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
/// <param name="RequiredPerArm">Votes, or ratings, that each arm needs.</param>
/// <param name="Segments">The days that count.</param>
/// <param name="Dropped">Challengers that were dropped as clearly worse.</param>
/// <param name="Looks">What was seen.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Blocked">Why nothing is promoted by itself; null where nothing stands against it.</param>
/// <param name="Decision">Its end; null while it runs.</param>
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
    string? Blocked,
    ExperimentDecision? Decision
);

/// <summary>An experiment that was started, or why not.</summary>
[GenerateSerializer, Immutable, Alias("StartedExperiment")]
public sealed record StartedExperiment(string? Id, Refusal? Refusal);
