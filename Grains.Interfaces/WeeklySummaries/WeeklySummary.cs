using System.Collections.Immutable;
using LearningActors.AlgorithmChanges;
using LearningActors.Patterns;
using LearningActors.Recommendations;
using LearningActors.Statistics;

namespace LearningActors.WeeklySummaries;

/// <summary>A week's recommendations compared with what was executed, as it was known at some time.</summary>
/// <param name="Week">The ISO week, of Pacific days.</param>
/// <param name="Version">1, 2, …; a later one has later outcomes in it.</param>
/// <param name="GeneratedAt">UTC.</param>
/// <param name="GeneratedBy">The name of the key, or of the cycle's occurrence.</param>
/// <param name="IsComplete">The week was over.</param>
/// <param name="Figures">Counts, rates and P&amp;L.</param>
/// <param name="Patterns">In what ways people diverged.</param>
/// <param name="Candidates">The algorithm changes that these patterns propose.</param>
/// <param name="Changes">How it differs from the version before; empty in the first, and where nothing differs.</param>
/// <param name="Notification">The text that is sent.</param>
[GenerateSerializer, Immutable, Alias("WeeklySummary")]
public sealed record WeeklySummary(
    IsoWeek Week,
    int Version,
    DateTimeOffset GeneratedAt,
    string GeneratedBy,
    bool IsComplete,
    WeekFigures Figures,
    ImmutableArray<Pattern> Patterns,
    ImmutableArray<SummaryCandidate> Candidates,
    ImmutableArray<SummaryChange> Changes,
    string Notification
);

/// <summary>A week's counts, rates and P&amp;L. Matches that are excluded from learning are in none of them.</summary>
/// <param name="Total">Recommendations sent; the rates of consent, modified and rejected ones are shares of it.</param>
/// <param name="Consent">Followed closely.</param>
/// <param name="Modify">Executed with another strike or expiration.</param>
/// <param name="Reject">Not followed.</param>
/// <param name="Independent">Orders that opened a position without a recommendation, of all orders that followed one or did so.</param>
/// <param name="NoAction">Recommendations with which there was nothing to do.</param>
/// <param name="Excluded">Matches that were excluded.</param>
/// <param name="Unreviewed">Modified, rejected and independent ones for which nobody gave a reason.</param>
/// <param name="Pnl">Realised by the week's matches so far, USD after fees; each lot counts once.</param>
/// <param name="ByKind">The same by kind.</param>
/// <param name="Open">Executed matches of which something is open still.</param>
/// <param name="Reasons">Why people diverged, the most frequent first.</param>
[GenerateSerializer, Immutable, Alias("WeekFigures")]
public sealed record WeekFigures(
    int Total,
    Proportion Consent,
    Proportion Modify,
    Proportion Reject,
    Proportion Independent,
    int NoAction,
    int Excluded,
    int Unreviewed,
    decimal Pnl,
    ImmutableArray<KindPnl> ByKind,
    int Open,
    ImmutableArray<ReasonCount> Reasons
)
{
    /// <summary>Realised in other currencies, after fees, in their alphabetical order; empty where all was in USD.</summary>
    [Id(100)]
    public ImmutableArray<CurrencyAmount> OtherCurrencies { get; init; } = [];
}

/// <summary>Something that differs from the version before.</summary>
/// <param name="What">Such as <c>P&amp;L</c>.</param>
/// <param name="Before">What the version before said, as the notification writes it.</param>
/// <param name="After">What this version says.</param>
[GenerateSerializer, Immutable, Alias("SummaryChange")]
public sealed record SummaryChange(string What, string Before, string After);

/// <summary>What a person made of a summary.</summary>
[GenerateSerializer, Alias("ReviewStatus")]
public enum ReviewStatus
{
    /// <summary>Nobody has read it.</summary>
    Pending,

    /// <summary>Somebody has.</summary>
    Reviewed,

    /// <summary>And has acted on it.</summary>
    Actioned,
}

/// <summary>A person's review of a week.</summary>
/// <param name="Status">How far it is.</param>
/// <param name="Notes">In his words.</param>
/// <param name="Version">The version that he saw.</param>
/// <param name="By">The name of the key.</param>
/// <param name="At">UTC.</param>
[GenerateSerializer, Immutable, Alias("SummaryReview")]
public sealed record SummaryReview(ReviewStatus Status, string? Notes, int Version, string By, DateTimeOffset At);

/// <summary>All that is known of a week's summary.</summary>
/// <param name="Summary">One version.</param>
/// <param name="LatestVersion">The number of the latest.</param>
/// <param name="Review">Null while nobody reviewed it.</param>
[GenerateSerializer, Immutable, Alias("WeeklySummaryRecord")]
public sealed record WeeklySummaryRecord(WeeklySummary Summary, int LatestVersion, SummaryReview? Review);
