namespace LearningActors.Client;

/// <summary>What matches of a kind made.</summary>
public sealed record KindPnl
{
    /// <summary>The kind. One of <c>consent</c>, <c>modify</c>, <c>reject</c>, <c>independent</c>, <c>no_action</c>.</summary>
    public required string MatchType { get; init; }

    /// <summary>Realised, USD after fees; each lot counts once.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>Of the matches whose position has ended, those that made money.</summary>
    public required Proportion Wins { get; init; }

    /// <summary>What an ended one made in the mean, USD.</summary>
    public required Estimate PerMatch { get; init; }

    /// <summary>What the recommendation as given would have made in the mean, USD, over the matches of which it is known.</summary>
    public required Estimate Counterfactual { get; init; }

    /// <summary>
    /// Counterfactual less actual in the mean, over the same matches, USD: above 0 where it would have been better to follow.
    /// </summary>
    public required Estimate Forgone { get; init; }

    /// <summary>Realised in other currencies, after fees, in their alphabetical order; empty where all was in USD.</summary>
    public required IReadOnlyList<CurrencyAmount> OtherCurrencies { get; init; }
}
