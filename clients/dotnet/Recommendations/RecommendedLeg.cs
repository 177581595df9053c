namespace LearningActors.Client;

/// <summary>One leg of a recommendation: a contract, or a share, and what to do with it.</summary>
public sealed record RecommendedLeg
{
    /// <summary>
    /// What to do: <c>STO</c>, <c>BTC</c>, <c>BTO</c> or <c>STC</c>; of a recommendation of one leg also <c>WAIT</c>, <c>HOLD</c>,
    /// <c>MONITOR</c>.
    /// </summary>
    public required string Action { get; init; }

    /// <summary>USD for a share; null where it does not matter.</summary>
    public required decimal? Strike { get; init; }

    /// <summary>The last trading day; null where it does not matter.</summary>
    public required DateOnly? Expiration { get; init; }

    /// <summary><c>call</c> or <c>put</c>; null where it does not matter.</summary>
    public required string? OptionRight { get; init; }
}
