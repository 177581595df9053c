namespace LearningActors.Client;

/// <summary>Prices of one interval around a trade.</summary>
public sealed record CandleInput
{
    /// <summary>The beginning of the interval, with its offset.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The first price, more than 0.</summary>
    public required decimal Open { get; init; }

    /// <summary>The highest price, more than 0.</summary>
    public required decimal High { get; init; }

    /// <summary>The lowest price, more than 0.</summary>
    public required decimal Low { get; init; }

    /// <summary>The last price, more than 0.</summary>
    public required decimal Close { get; init; }

    /// <summary>Units traded.</summary>
    public decimal? Volume { get; init; }
}
