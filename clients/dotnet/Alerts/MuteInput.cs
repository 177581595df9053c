namespace LearningActors.Client;

/// <summary>A kind of alert that is muted for a while.</summary>
public sealed record MuteInput
{
    /// <summary>Which alerts, as <see cref="AlertStatus.Kind"/> names them.</summary>
    public required string Kind { get; init; }

    /// <summary>For how many hours, 1 to 720.</summary>
    public required int Hours { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
