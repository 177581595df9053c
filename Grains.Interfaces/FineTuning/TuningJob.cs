using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>Asks for a model. What is null is as the configuration says.</summary>
/// <param name="By">The name of a key or person, or the cycle.</param>
/// <param name="BaseModel">The model that is trained further.</param>
/// <param name="Epochs">How often each example is trained on.</param>
/// <param name="BatchSize">Examples of a step; the provider's choice where nothing says otherwise.</param>
/// <param name="LearningRateMultiplier">A factor of the provider's learning rate; its choice where nothing says otherwise.</param>
/// <param name="Suffix">Stands in the name of the model at the provider.</param>
[GenerateSerializer, Immutable, Alias("TuningRequest")]
public sealed record TuningRequest(
    string By,
    string? BaseModel = null,
    int? Epochs = null,
    int? BatchSize = null,
    double? LearningRateMultiplier = null,
    string? Suffix = null
);

/// <summary>What a job is to do. It does not change.</summary>
/// <param name="Id">Such as <c>job-4fa2c1d0-1</c>: the dataset's hash, and the number of the attempt.</param>
/// <param name="Dataset">The hash of the dataset.</param>
/// <param name="BaseModel">The model that is trained further.</param>
/// <param name="Epochs">How often each example is trained on.</param>
/// <param name="BatchSize">Examples of a step; null for the provider's choice.</param>
/// <param name="LearningRateMultiplier">A factor of the provider's learning rate; null for its choice.</param>
/// <param name="Suffix">What the provider calls the model by.</param>
/// <param name="EstimatedCostUsd">The most that it is expected to cost, USD; it counts against the budget while it runs.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="StartedBy">The name of a key or person, or the cycle.</param>
[GenerateSerializer, Immutable, Alias("TuningPlan")]
public sealed record TuningPlan(
    string Id,
    string Dataset,
    string BaseModel,
    int Epochs,
    int? BatchSize,
    double? LearningRateMultiplier,
    string Suffix,
    decimal EstimatedCostUsd,
    DateTimeOffset StartedAt,
    string StartedBy
);

/// <summary>Where a job stands.</summary>
[GenerateSerializer, Alias("TuningJobStatus")]
public enum TuningJobStatus
{
    /// <summary>The files go to the provider.</summary>
    Uploading,

    /// <summary>The provider is asked for a job.</summary>
    Creating,

    /// <summary>The provider checks the files, or lets the job wait.</summary>
    Queued,

    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>Something that the provider said of a job.</summary>
/// <param name="Id">The provider's id; each is kept once.</param>
/// <param name="At">UTC.</param>
/// <param name="Level">Such as <c>info</c>.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Loss">What it says of the loss; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("TuningEvent")]
public sealed record TuningEvent(string Id, DateTimeOffset At, string Level, string Message, LossPoint? Loss = null);

/// <summary>The loss at a step of the training.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Train">On what is trained on; null where it was not said.</param>
/// <param name="Test">On what is held out; null where it was not said.</param>
[GenerateSerializer, Immutable, Alias("LossPoint")]
public sealed record LossPoint(int Step, double? Train, double? Test);

/// <summary>A job, from its start to its end.</summary>
/// <param name="Plan">What it is to do.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ProviderJob">The provider's id; null before it is known.</param>
/// <param name="TrainingFile">The provider's id of the file to train on.</param>
/// <param name="ValidationFile">The provider's id of what is held out; null where nothing is.</param>
/// <param name="ProviderModel">The model at the provider; null before it is there.</param>
/// <param name="Model">The model as it is known here; null before it is registered.</param>
/// <param name="TrainedTokens">Tokens that the provider trained on; null before it says so.</param>
/// <param name="CostUsd">What it cost by the price of tokens, USD; null before that is known.</param>
/// <param name="EndedAt">UTC; null while it is under way.</param>
/// <param name="Error">Why it failed, or why the last step did.</param>
/// <param name="CancelledBy">Who wants it cancelled.</param>
/// <param name="CancelReason">Why.</param>
/// <param name="Losses">The loss by step.</param>
/// <param name="Events">What the provider said, oldest first; the last two hundred.</param>
/// <param name="Revision">Counts its changes.</param>
[GenerateSerializer, Immutable, Alias("TuningJob")]
public sealed record TuningJob(
    TuningPlan Plan,
    TuningJobStatus Status,
    string? ProviderJob,
    string? TrainingFile,
    string? ValidationFile,
    string? ProviderModel,
    string? Model,
    long? TrainedTokens,
    decimal? CostUsd,
    DateTimeOffset? EndedAt,
    string? Error,
    string? CancelledBy,
    string? CancelReason,
    ImmutableArray<LossPoint> Losses,
    ImmutableArray<TuningEvent> Events,
    int Revision
)
{
    /// <summary>It has succeeded, failed or been cancelled.</summary>
    public bool HasEnded => Status is TuningJobStatus.Succeeded or TuningJobStatus.Failed or TuningJobStatus.Cancelled;
}

/// <summary>A job that was started, or why not.</summary>
/// <param name="Job">The job; null where none was started.</param>
/// <param name="Refusal">Why not.</param>
[GenerateSerializer, Immutable, Alias("StartedTuning")]
public sealed record StartedTuning(TuningJob? Job, TuningRefusal? Refusal);
