namespace LearningActors.Client;

/// <summary>A kind of alert that is not sent for a while, and not counted as open.</summary>
public sealed record AlertMute
{
    /// <summary>Which alerts, as <see cref="AlertStatus.Kind"/> names them.</summary>
    public required string Kind { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who muted it.</summary>
    public required string MutedBy { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset MutedAt { get; init; }

    /// <summary>Until when, UTC.</summary>
    public required DateTimeOffset MutedUntil { get; init; }
}
