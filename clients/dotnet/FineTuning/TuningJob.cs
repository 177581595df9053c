namespace LearningActors.Client;

/// <summary>A job, from its start to its end.</summary>
public sealed record TuningJob
{
    /// <summary>Such as <c>job-4fa2c1d0-1</c>: the dataset's hash, and the number of the attempt.</summary>
    public required string Id { get; init; }

    /// <summary>The hash of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model that is trained further.</summary>
    public required string BaseModel { get; init; }

    /// <summary>How often each example is trained on.</summary>
    public required int Epochs { get; init; }

    /// <summary>Examples of a step; null for the provider's choice.</summary>
    public required int? BatchSize { get; init; }

    /// <summary>A factor of the provider's learning rate; null for its choice.</summary>
    public required double? LearningRateMultiplier { get; init; }

    /// <summary>What the provider calls the model by.</summary>
    public required string Suffix { get; init; }

    /// <summary>The most that it is expected to cost, USD; it counts against the budget while it runs.</summary>
    public required decimal EstimatedCostUsd { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The name of a key or person, or the cycle.</summary>
    public required string StartedBy { get; init; }

    /// <summary>
    /// Where it stands. One of <c>uploading</c>, <c>creating</c>, <c>queued</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c>,
    /// <c>cancelled</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The provider's id; null before it is known.</summary>
    public required string? ProviderJob { get; init; }

    /// <summary>The provider's id of the file to train on.</summary>
    public required string? TrainingFile { get; init; }

    /// <summary>The provider's id of what is held out; null where nothing is.</summary>
    public required string? ValidationFile { get; init; }

    /// <summary>The model at the provider; null before it is there.</summary>
    public required string? ProviderModel { get; init; }

    /// <summary>The model as it is known here; null before it is registered.</summary>
    public required string? Model { get; init; }

    /// <summary>Tokens that the provider trained on; null before it says so.</summary>
    public required long? TrainedTokens { get; init; }

    /// <summary>What it cost by the price of tokens, USD; null before that is known.</summary>
    public required decimal? CostUsd { get; init; }

    /// <summary>UTC; null while it is under way.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed, or why the last step did.</summary>
    public required string? Error { get; init; }

    /// <summary>Who wants it cancelled.</summary>
    public required string? CancelledBy { get; init; }

    /// <summary>Why.</summary>
    public required string? CancelReason { get; init; }

    /// <summary>The loss by step.</summary>
    public required IReadOnlyList<LossPoint> Losses { get; init; }

    /// <summary>What the provider said, oldest first; the last two hundred.</summary>
    public required IReadOnlyList<TuningEvent> Events { get; init; }

    /// <summary>Counts its changes.</summary>
    public required int Revision { get; init; }

    /// <summary>It has succeeded, failed or been cancelled.</summary>
    public required bool HasEnded { get; init; }
}
