using System.Text.Json.Serialization;
using LearningActors.Statistics;

namespace LearningActors.Recommendations;

/// <summary>What matches of a kind made.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Pnl">Realised, USD after fees; each lot counts once.</param>
/// <param name="Wins">Of the matches whose position has ended, those that made money.</param>
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
);
