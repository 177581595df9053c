namespace LearningActors.Client;

/// <summary>A part of a position with one opening and at most one close, first in, first out.</summary>
public sealed record PositionLot
{
    /// <summary><c>open</c>, <c>closed</c> or <c>unmatched</c>.</summary>
    public required string State { get; init; }

    /// <summary>What opened it; null where no opening is known.</summary>
    public required string? OpeningExecutionId { get; init; }

    /// <summary>What closed it; null while it is open, and where an expiration was inferred.</summary>
    public required string? ClosingExecutionId { get; init; }

    /// <summary>What the position began with: for delivered shares the opening of the option.</summary>
    public required string? OriginExecutionId { get; init; }

    /// <summary>Contracts, shares or coins; negative where it was sold first.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>After the fees of both sides; null unless it was closed.</summary>
    public required decimal? Pnl { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset? OpenedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The closing action.</summary>
    public required string? ClosedBy { get; init; }

    /// <summary>No row says that it expired.</summary>
    public required bool IsInferred { get; init; }
}
