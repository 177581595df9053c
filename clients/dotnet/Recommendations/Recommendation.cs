namespace LearningActors.Client;

/// <summary>What the algorithm recommended. It never changes.</summary>
public sealed record Recommendation
{
    /// <summary>The algorithm's id.</summary>
    public required string RecommendationId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The underlying.</summary>
    public required string Symbol { get; init; }

    /// <summary>For which account; null for any.</summary>
    public required string? Account { get; init; }

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

    /// <summary>USD for a contract; with several legs the net of all, for one contract of the first.</summary>
    public required decimal? Premium { get; init; }

    /// <summary>The algorithm's kind of recommendation, such as <c>new_position</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Such as <c>v3</c>.</summary>
    public required string? AlgorithmVersion { get; init; }

    /// <summary>The legs beside the one that the fields above are.</summary>
    public required IReadOnlyList<RecommendedLeg> FurtherLegs { get; init; }

    /// <summary>The exact contract of the first leg, as its OCC symbol; null where it is not fully named.</summary>
    public required string? Instrument { get; init; }
}
