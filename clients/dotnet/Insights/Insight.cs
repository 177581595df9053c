using System.Text.Json.Serialization;

namespace LearningActors.Client;

/// <summary>Something learnt from trades.</summary>
public record Insight
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is about. One of <c>pattern</c>, <c>setup</c>, <c>market_phase</c>, <c>risk</c>, <c>execution</c>.</summary>
    public required string InsightType { get; init; }

    /// <summary>A sentence.</summary>
    [JsonPropertyName("insight")]
    public required string InsightText { get; init; }

    /// <summary>Where it applies.</summary>
    public required TradeConditions MarketConditions { get; init; }

    /// <summary>The trades that it was found among.</summary>
    public required TradeConditions Filters { get; init; }

    /// <summary>Trades there win more often than the rest; else less often.</summary>
    public required bool IsBetter { get; init; }

    /// <summary>Of the trades there.</summary>
    public required Proportion WinRate { get; init; }

    /// <summary>Of the others in the scope.</summary>
    public required Proportion RestWinRate { get; init; }

    /// <summary>The posterior probability that it is so, 0..1; it moves both ways as trades arrive.</summary>
    public required double ConfidenceScore { get; init; }

    /// <summary>Ids of the last trades that speak for it.</summary>
    public required IReadOnlyList<string> SupportingTrades { get; init; }

    /// <summary>The model's configured name, or <c>statistics</c>.</summary>
    public required string FoundBy { get; init; }

    /// <summary>It is served; pruned ones are kept and not served.</summary>
    public required bool IsActive { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
