namespace LearningActors.Experiments;

/// <summary>Why something was not done to an experiment. Nothing was changed.</summary>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Reason">A sentence.</param>
[GenerateSerializer, Immutable, Alias("ExperimentRefusal")]
public sealed record ExperimentRefusal(ExperimentRefusalKind Kind, string Reason);

/// <summary>Why an experiment is not started or changed.</summary>
[GenerateSerializer, Alias("ExperimentRefusalKind")]
public enum ExperimentRefusalKind
{
    /// <summary>There never was an experiment of this id.</summary>
    Unknown,

    /// <summary>Another experiment has the signal.</summary>
    SignalIsTaken,

    /// <summary>The champion changed since the plan was made.</summary>
    ChampionChanged,

    /// <summary>The arms or their shares can't be.</summary>
    TrafficSplit,

    /// <summary>The duration is outside <see cref="PlanLimits"/>.</summary>
    Duration,

    /// <summary>The winner's threshold is outside <see cref="PlanLimits"/>.</summary>
    WinnerThreshold,

    /// <summary>The power is outside <see cref="PlanLimits"/>.</summary>
    Power,

    /// <summary>The effect is outside <see cref="PlanLimits"/>.</summary>
    Effect,

    /// <summary>It was stopped, decided or taken back, and can't be changed.</summary>
    Ended,

    /// <summary>Nothing paused is promoted.</summary>
    Paused,

    /// <summary>The version is not one of the arms.</summary>
    NotAnArm,

    /// <summary>The arm was dropped as clearly worse.</summary>
    ArmWasDropped,

    /// <summary>The version is the champion.</summary>
    AlreadyChampion,

    /// <summary>The champion is the signal's first.</summary>
    FirstChampion,

    /// <summary>The present champion comes from another experiment.</summary>
    NotTheLastPromotion,

    /// <summary>The last promotion is still compared with the champion before it.</summary>
    HoldoutRuns,

    /// <summary>The longest duration is shorter than the minimal one, or outside <see cref="PlanLimits"/>.</summary>
    Deadline,

    /// <summary>The window for votes is outside <see cref="PlanLimits"/>.</summary>
    VoteWindow,

    /// <summary>No promotion is compared with the champion before it.</summary>
    NoHoldout,
}
