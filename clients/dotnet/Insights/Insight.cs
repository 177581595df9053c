using System.Text.Json.Serialization;

namespace LearningActors.Client;

/// <summary>Something learnt from trades.</summary>
public record Insight
{
    /// <summary>Stays when its figures are computed again.</summary>
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

    /// <summary>
    /// The probability that it is so beyond what the other insights say, 0..1: a posterior that is drawn towards what most conditions
    /// show, which is nothing. It moves both ways as trades arrive.
    /// </summary>
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

    /// <summary>Other conditions that nearly the same trades meet, and what models said in their own words.</summary>
    public required IReadOnlyList<InsightVariant> Variants { get; init; }

    /// <summary>How the trades there went; null where only their ends are known.</summary>
    public required CourseFigures? Course { get; init; }

    /// <summary>How the others in the scope went.</summary>
    public required CourseFigures? RestCourse { get; init; }

    /// <summary>The share of trades there that truly win, as is believed: the win rate drawn towards the others'.</summary>
    public required Estimate? ExpectedWinRate { get; init; }

    /// <summary>What it compares trades by. One of <c>win_rate</c>, <c>r_multiple</c>, <c>return</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What the trades there make, in the unit of <see cref="Outcome"/>; null where that is wins.</summary>
    public required Estimate? Result { get; init; }

    /// <summary>What the others make.</summary>
    public required Estimate? RestResult { get; init; }

    /// <summary>What trades there truly make more than others that ended alike, as is believed; null where the outcome is wins.</summary>
    public required Estimate? ExpectedDifference { get; init; }

    /// <summary>What a person decided on it; null while nobody did.</summary>
    public required InsightDecision? Decision { get; init; }
}

/// <summary>Another way to say an insight.</summary>
public sealed record InsightVariant
{
    /// <summary>Conditions that nearly the same trades meet.</summary>
    public required TradeConditions MarketConditions { get; init; }

    /// <summary>A sentence.</summary>
    [JsonPropertyName("insight")]
    public required string Text { get; init; }

    /// <summary>The model's configured name, or <c>statistics</c>.</summary>
    public required string FoundBy { get; init; }
}

/// <summary>How some trades went.</summary>
public sealed record CourseFigures
{
    /// <summary>Profits after fees; what is in different currencies is not added.</summary>
    public required IReadOnlyList<CurrencyPnl> PnlByCurrency { get; init; }

    /// <summary>Profit after fees over what was paid at the entry, a fraction.</summary>
    public required Estimate Return { get; init; }

    /// <summary>Profit over what was risked to the first stop, where that is known.</summary>
    public required Estimate RMultiple { get; init; }

    /// <summary>How far prices went against them, a fraction of the entry price, where that is known.</summary>
    public required Estimate AdverseExcursion { get; init; }

    /// <summary>How far prices went for them, a fraction of the entry price, where that is known.</summary>
    public required Estimate FavourableExcursion { get; init; }

    /// <summary>How long they were held.</summary>
    public required Estimate HoldingMinutes { get; init; }
}
