using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>How far the dataset is, and what stands against training.</summary>
/// <param name="IsConfigured">An endpoint is configured that trains models.</param>
/// <param name="Threshold">Examples that are needed.</param>
/// <param name="FiveStars">Answers with a vote of five stars.</param>
/// <param name="Draft">What a dataset of now would be made of.</param>
/// <param name="Refused">Why other answers with five stars are not in it, the most frequent reason first.</param>
/// <param name="NewExamples">Examples to train on that no stored dataset had last time.</param>
/// <param name="Violations">Rules of the provider that its files break, sentences.</param>
/// <param name="BaseModel">What is trained further where a request names nothing else.</param>
/// <param name="Epochs">How often each example is trained on where a request says nothing else.</param>
/// <param name="EstimatedCostUsd">The most that training on it for so many epochs is expected to cost, USD.</param>
/// <param name="SpentUsd">What jobs of this UTC month have cost, and can cost as long as they run, USD.</param>
/// <param name="BudgetUsd">What they may cost, USD.</param>
/// <param name="Obstacle">Why no job can be started now, a sentence; null where one can.</param>
/// <param name="Latest">The dataset that was stored last; null for none.</param>
/// <param name="AsOf">When the facts were read, UTC.</param>
[GenerateSerializer, Immutable, Alias("TuningStatus")]
public sealed record TuningStatus(
    bool IsConfigured,
    int Threshold,
    int FiveStars,
    DatasetFigures Draft,
    ImmutableArray<RefusalCount> Refused,
    int NewExamples,
    ImmutableArray<string> Violations,
    string BaseModel,
    int Epochs,
    decimal EstimatedCostUsd,
    decimal SpentUsd,
    decimal BudgetUsd,
    string? Obstacle,
    TuningDataset? Latest,
    DateTimeOffset AsOf
);

/// <summary>What the jobs of a UTC month may cost, and did.</summary>
/// <param name="BudgetUsd">What they may cost, USD.</param>
/// <param name="SpentUsd">What they cost, and can cost as long as they run, USD.</param>
/// <param name="UnderWayUsd">The part of it that is for jobs under way, USD.</param>
[GenerateSerializer, Immutable, Alias("TuningBudget")]
public sealed record TuningBudget(decimal BudgetUsd, decimal SpentUsd, decimal UnderWayUsd);

/// <summary>How many were refused for a reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">Answers.</param>
/// <param name="Examples">The newest three explanations.</param>
/// <param name="Signals">Answers by signal.</param>
[GenerateSerializer, Immutable, Alias("RefusalCount")]
public sealed record RefusalCount(RowRefusal Reason, int Count, ImmutableArray<Guid> Examples, ImmutableArray<GroupCount> Signals);

/// <summary>Why no job was started, or one not cancelled. Nothing was changed.</summary>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Reason">A sentence.</param>
[GenerateSerializer, Immutable, Alias("TuningRefusal")]
public sealed record TuningRefusal(TuningRefusalKind Kind, string Reason);

/// <summary>Why a job is not started or cancelled.</summary>
[GenerateSerializer, Alias("TuningRefusalKind")]
public enum TuningRefusalKind
{
    /// <summary>No endpoint is configured that trains models.</summary>
    NotConfigured,

    /// <summary>A job is under way.</summary>
    Unfinished,

    /// <summary>There are too few examples.</summary>
    Threshold,

    /// <summary>The files break rules of the provider.</summary>
    Dataset,

    /// <summary>A model was trained on the same dataset.</summary>
    AlreadyTrained,

    /// <summary>The month's budget does not allow it.</summary>
    Budget,

    /// <summary>There never was a job of this id.</summary>
    Unknown,

    /// <summary>It has ended.</summary>
    Ended,
}
