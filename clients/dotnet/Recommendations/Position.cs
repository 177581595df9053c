namespace LearningActors.Client;

/// <summary>What an account has, or had, of an instrument.</summary>
public sealed record Position
{
    /// <summary>Null where there is one account only.</summary>
    public required string? Account { get; init; }

    /// <summary>The exact contract, or share.</summary>
    public required string Instrument { get; init; }

    /// <summary><c>open</c>, <c>unmatched</c> or <c>closed</c>, the first that a lot is.</summary>
    public required string State { get; init; }

    /// <summary>What is open: negative where it was sold first.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Realised by the lots that were closed, after fees.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>Received less paid for all lots, fees included.</summary>
    public required decimal Cash { get; init; }

    /// <summary>Of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>When something of it was last opened or closed, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>First in, first out.</summary>
    public required IReadOnlyList<PositionLot> Lots { get; init; }
}
