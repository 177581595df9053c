using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LearningActors.Statistics;

namespace LearningActors.Recommendations;

/// <summary>What matches of a kind made. Amounts are of those in USD; nothing in another currency is added to them.</summary>
/// <param name="Kind">How what was done relates to what was recommended.</param>
/// <param name="Pnl">Realised, USD after fees; each lot counts once.</param>
/// <param name="Wins">Of the matches whose position has ended, in any currency, those that made money.</param>
/// <param name="PerMatch">What an ended one made in the mean, USD.</param>
/// <param name="Counterfactual">
/// What the recommendation as given would have made in the mean, USD, over the matches of which it is known.
/// </param>
/// <param name="Forgone">
/// Counterfactual less actual in the mean, over the same matches, USD: above 0 where it would have been better to follow.
/// </param>
[GenerateSerializer, Immutable, Alias("KindPnl")]
public sealed record KindPnl(
    MatchKind Kind,
    decimal Pnl,
    Proportion Wins,
    Estimate PerMatch,
    Estimate Counterfactual,
    // Summaries are stored under this name, which older builds read, too; answers say forgone.
    [property: JsonPropertyName("foregone")] Estimate Forgone
)
{
    /// <summary>Realised in other currencies, after fees, in their alphabetical order; empty where all was in USD.</summary>
    [Id(100)]
    public ImmutableArray<CurrencyAmount> OtherCurrencies { get; init; } = [];
}
