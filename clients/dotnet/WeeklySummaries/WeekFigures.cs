namespace LearningActors.Client;

/// <summary>A week's counts, rates and P&amp;L. Matches that are excluded from learning are in none of them.</summary>
public sealed record WeekFigures
{
    /// <summary>Consent, modified, rejected and independent; the rates are shares of it.</summary>
    public required int Total { get; init; }

    /// <summary>Followed closely.</summary>
    public required Proportion Consent { get; init; }

    /// <summary>Executed with another strike or expiration.</summary>
    public required Proportion Modify { get; init; }

    /// <summary>Not followed.</summary>
    public required Proportion Reject { get; init; }

    /// <summary>Orders without a recommendation.</summary>
    public required Proportion Independent { get; init; }

    /// <summary>Recommendations with which there was nothing to do.</summary>
    public required int NoAction { get; init; }

    /// <summary>Matches that were excluded.</summary>
    public required int Excluded { get; init; }

    /// <summary>Modified, rejected and independent ones for which nobody gave a reason.</summary>
    public required int Unreviewed { get; init; }

    /// <summary>Realised by the week's matches so far, USD after fees; each lot counts once.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>The same by kind.</summary>
    public required IReadOnlyList<KindPnl> ByMatchType { get; init; }

    /// <summary>Executed matches of which something is open still.</summary>
    public required int Open { get; init; }

    /// <summary>Why people diverged, the most frequent first.</summary>
    public required IReadOnlyList<ReasonCount> Reasons { get; init; }

    /// <summary>Realised in other currencies, after fees, in their alphabetical order; empty where all was in USD.</summary>
    public required IReadOnlyList<CurrencyAmount> OtherCurrencies { get; init; }
}
