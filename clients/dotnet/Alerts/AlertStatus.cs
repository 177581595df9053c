namespace LearningActors.Client;

/// <summary>An alert and its outcome.</summary>
public sealed record AlertStatus
{
    /// <summary>Names it; raised once.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// What it is about. One of <c>experiment_started</c>, <c>promotion</c>, <c>rollback</c>, <c>sample_ratio_mismatch</c>,
    /// <c>cycle_failed</c>, <c>budget</c>, <c>negative_trend</c>, <c>promotion_blocked</c>, <c>weekly_summary</c>,
    /// <c>validation_ready</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Some sentences.</summary>
    public required string Message { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>UTC; null while it is open.</summary>
    public required DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>The name of the key.</summary>
    public required string? AcknowledgedBy { get; init; }

    /// <summary>How each notifier does.</summary>
    public required IReadOnlyList<AlertDelivery> Deliveries { get; init; }

    /// <summary>Until when its kind is muted, UTC; null where it is not.</summary>
    public required DateTimeOffset? MutedUntil { get; init; }
}
