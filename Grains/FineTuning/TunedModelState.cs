namespace LearningActors.FineTuning;

/// <summary>How a tuned model stands. Each change is written whole.</summary>
public sealed record TunedModelState
{
    /// <summary>The model; null before it was registered.</summary>
    public TunedModel? Model { get; init; }

    /// <summary>Since when its endpoint does not know it, or does not answer, UTC; null where it does.</summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>People were told whether it may get traffic.</summary>
    public bool IsAnnounced { get; init; }
}
