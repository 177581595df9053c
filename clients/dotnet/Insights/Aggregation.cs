namespace LearningActors.Client;

/// <summary>What looking for insights brought.</summary>
public sealed record Aggregation
{
    /// <summary>The trades that were looked at.</summary>
    public required int Trades { get; init; }

    /// <summary>Insights that the trades support, new ones and known ones.</summary>
    public required IReadOnlyList<Insight> Found { get; init; }

    /// <summary>Claims that they do not, and answers that could not be read or did not come.</summary>
    public required IReadOnlyList<RefusedClaim> Refused { get; init; }
}
