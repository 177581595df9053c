namespace LearningActors.Client;

/// <summary>Something that the provider said of a job.</summary>
public sealed record TuningEvent
{
    /// <summary>The provider's id; each is kept once.</summary>
    public required string Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Such as <c>info</c>.</summary>
    public required string Level { get; init; }

    /// <summary>A sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Loss.</summary>
    public required LossPoint? Loss { get; init; }
}
