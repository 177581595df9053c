namespace LearningActors.Client;

/// <summary>Cash that moved without a position.</summary>
public sealed record CashMovement
{
    /// <summary>Follows from what the broker's row says.</summary>
    public required string Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The account; null where there is one only.</summary>
    public required string? Account { get; init; }

    /// <summary>What it moved for, such as <c>dividend</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>In <see cref="Currency"/>; less than 0 where it was paid.</summary>
    public required decimal Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The broker's words.</summary>
    public required string Description { get; init; }

    /// <summary>What it is about, such as the share that paid a dividend.</summary>
    public required string? Instrument { get; init; }
}
