namespace LearningActors.Client;

/// <summary>A further leg of a recommendation.</summary>
public sealed record LegInput
{
    /// <summary>What to do. One of <c>STO</c>, <c>BTC</c>, <c>BTO</c>, <c>STC</c>, <c>WAIT</c>, <c>HOLD</c>, <c>MONITOR</c>.</summary>
    public required string Action { get; init; }

    /// <summary>USD for a share.</summary>
    public decimal? Strike { get; init; }

    /// <summary>The last trading day.</summary>
    public DateOnly? Expiration { get; init; }

    /// <summary>Call or put. One of <c>call</c>, <c>put</c>.</summary>
    public string? OptionRight { get; init; }
}
