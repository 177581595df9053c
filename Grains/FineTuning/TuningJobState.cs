using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>What a job has done, and what it is about to do at the provider. Each change is written whole.</summary>
public sealed record TuningJobState
{
    /// <summary>The job; null before it began.</summary>
    public TuningJob? Job { get; init; }

    /// <summary>When the upload that is not confirmed was begun, UTC; null for none.</summary>
    public DateTimeOffset? UploadIntentAt { get; init; }

    /// <summary>When the creation that is not confirmed was begun, UTC; null for none.</summary>
    public DateTimeOffset? CreationIntentAt { get; init; }

    /// <summary>Since when the provider does not know the base model, or the job, UTC; null where it does.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>Files that the provider had, and has no more.</summary>
    public ImmutableArray<string> GoneFiles { get; init; } = [];

    /// <summary>It was seen running, so that it costs something.</summary>
    public bool HasRun { get; init; }

    /// <summary>People were told how it ended.</summary>
    public bool IsAnnounced { get; init; }
}
