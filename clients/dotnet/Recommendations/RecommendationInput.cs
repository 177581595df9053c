namespace LearningActors.Client;

/// <summary>A recommendation that was sent to a trader.</summary>
public sealed record RecommendationInput
{
    /// <summary>The algorithm's id.</summary>
    public required string RecommendationId { get; init; }

    /// <summary>When it was sent, with its offset.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The underlying.</summary>
    public required string Symbol { get; init; }

    /// <summary>What to do. One of <c>STO</c>, <c>BTC</c>, <c>BTO</c>, <c>STC</c>, <c>WAIT</c>, <c>HOLD</c>, <c>MONITOR</c>.</summary>
    public required string Action { get; init; }

    /// <summary>USD for a share.</summary>
    public decimal? Strike { get; init; }

    /// <summary>The last trading day.</summary>
    public DateOnly? Expiration { get; init; }

    /// <summary>Call or put. One of <c>call</c>, <c>put</c>.</summary>
    public string? OptionRight { get; init; }

    /// <summary>USD for a contract.</summary>
    public decimal? Premium { get; init; }

    /// <summary>The algorithm's kind of recommendation, such as new_position or alert. By default <c>recommendation</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The algorithm's version.</summary>
    public string? AlgorithmVersion { get; init; }

    /// <summary>The account; any where it is not given.</summary>
    public string? Account { get; init; }

    /// <summary>The legs beside the one that the fields here are: of a spread, a roll or a covered call. At most 7.</summary>
    public IReadOnlyList<LegInput>? FurtherLegs { get; init; }
}
