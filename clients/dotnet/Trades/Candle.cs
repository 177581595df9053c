namespace LearningActors.Client;

/// <summary>Prices of one interval.</summary>
public sealed record Candle
{
    /// <summary>Its beginning, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>First price.</summary>
    public required decimal Open { get; init; }

    /// <summary>Highest price.</summary>
    public required decimal High { get; init; }

    /// <summary>Lowest price.</summary>
    public required decimal Low { get; init; }

    /// <summary>Last price.</summary>
    public required decimal Close { get; init; }

    /// <summary>Units traded; null where unknown.</summary>
    public required decimal? Volume { get; init; }
}
