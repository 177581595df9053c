using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>An API that trains models. Every call throws a <see cref="TuningProviderException"/> where it fails.</summary>
/// <remarks>What creates something is sent once: whether to send it again is for the caller to decide.</remarks>
public interface ITuningProvider
{
    /// <summary>There is one.</summary>
    bool IsConfigured { get; }

    /// <summary>The newest usable file of that name; null for none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="without">Files that turned out to be gone.</param>
    Task<string?> FindFileAsync(string name, ImmutableArray<string> without);

    /// <summary>Uploads lines as a file to train on.</summary>
    /// <returns>The file's id.</returns>
    Task<string> UploadAsync(string name, ImmutableArray<string> lines);

    /// <summary>The job that was created for a plan; null for none.</summary>
    /// <param name="plan">The plan: its id is in the job's metadata, and its suffix in the job.</param>
    /// <param name="trainingFile">The file that it trains on.</param>
    Task<ProviderJob?> FindJobAsync(TuningPlan plan, string trainingFile);

    /// <summary>Creates a job.</summary>
    Task<ProviderJob> CreateJobAsync(TuningPlan plan, string trainingFile, string? validationFile);

    /// <summary>A job; null where it is unknown.</summary>
    Task<ProviderJob?> GetJobAsync(string id);

    /// <summary>What was said of a job, in any order. It may come more than once.</summary>
    Task<ImmutableArray<TuningEvent>> GetEventsAsync(string id);

    /// <summary>Asks for a job's end.</summary>
    Task CancelJobAsync(string id);
}

/// <summary>A job at a provider.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Model">The model that it made; null before.</param>
/// <param name="TrainedTokens">Tokens that were trained on; null before that is said.</param>
/// <param name="Error">Why it failed; null where it did not.</param>
public sealed record ProviderJob(string Id, TuningJobStatus Status, string? Model, long? TrainedTokens, string? Error);

/// <summary>What can be done about a failed call.</summary>
public enum TuningFault
{
    /// <summary>It may pass: the provider is away or busy, or nobody knows what became of the call.</summary>
    Passing,

    /// <summary>The provider does not know the base model; it may later.</summary>
    ModelUnknown,

    /// <summary>A file has expired, or is not there any more.</summary>
    FileGone,

    /// <summary>The provider refuses.</summary>
    Refused,
}

/// <summary>A provider did not do what it was asked for.</summary>
/// <param name="fault">What can be done about it.</param>
/// <param name="message">A sentence.</param>
/// <param name="inner">What happened.</param>
public sealed class TuningProviderException(TuningFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What can be done about it.</summary>
    public TuningFault Fault { get; } = fault;
}
