namespace LearningActors.Client;

/// <summary>A kind of alert that is sent again.</summary>
public sealed record UnmuteInput
{
    /// <summary>Which alerts, as <see cref="AlertStatus.Kind"/> names them.</summary>
    public required string Kind { get; init; }
}
