namespace LearningActors.Client;

/// <summary>What an instrument was worth on a day. At least one price is given.</summary>
public sealed record PriceInput
{
    /// <summary>The OCC symbol of an option, or the symbol of a share or index.</summary>
    public required string Instrument { get; init; }

    /// <summary>The trading day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>For a contract with its multiplier, or a share.</summary>
    public decimal? Bid { get; init; }

    /// <summary>For a contract with its multiplier, or a share.</summary>
    public decimal? Ask { get; init; }

    /// <summary>The last trade, for a contract with its multiplier, or a share.</summary>
    public decimal? Last { get; init; }

    /// <summary>The official close, for a contract with its multiplier, or a share.</summary>
    public decimal? Close { get; init; }

    /// <summary>Who says so.</summary>
    public required string Source { get; init; }
}
