namespace LearningActors.Client;

/// <summary>An alert on its way by one notifier.</summary>
public sealed record AlertDelivery
{
    /// <summary>Its name.</summary>
    public required string Notifier { get; init; }

    /// <summary>UTC; null while it is not.</summary>
    public required DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public required string? LastError { get; init; }
}
