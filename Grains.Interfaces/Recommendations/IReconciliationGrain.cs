using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Takes recommendations and executions, and matches them. Key: <c>reconciliation</c>.</summary>
[Alias("IReconciliationGrain")]
public interface IReconciliationGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "reconciliation";

    /// <summary>Records recommendations; those whose id is known stay as they are.</summary>
    /// <returns>For each, whether it is stored now.</returns>
    [Alias("RecordRecommendations")]
    Task<ImmutableArray<bool>> RecordRecommendations(ImmutableArray<Recommendation> recommendations);

    /// <summary>Records executions; those whose id is known stay as they are.</summary>
    /// <returns>For each, whether it is stored now.</returns>
    [Alias("RecordExecutions")]
    Task<ImmutableArray<bool>> RecordExecutions(ImmutableArray<Execution> executions);

    /// <summary>Records prices; those of the same instrument, day and source are replaced.</summary>
    [Alias("RecordPrices")]
    Task RecordPrices(ImmutableArray<DailyPrice> prices);

    /// <summary>Marks days, so that they are reconciled soon, whoever asked goes away or not.</summary>
    /// <param name="from">The first Pacific day.</param>
    /// <param name="through">The last one.</param>
    [Alias("MarkDays")]
    Task MarkDays(DateOnly from, DateOnly through);

    /// <summary>Matches the recommendations of a Pacific day, revising what was matched before.</summary>
    /// <param name="day">Null for today.</param>
    [Alias("Reconcile"), ResponseTimeout("00:05:00")]
    Task<ReconciledDay> Reconcile(DateOnly? day);

    /// <summary>
    /// Works out the outcomes of everything that has changed. Those up to an earlier day are worked out and told, and nothing is stored.
    /// </summary>
    /// <param name="asOf">The last Pacific day whose executions count; null for today.</param>
    [Alias("TrackOutcomes"), ResponseTimeout("00:05:00")]
    Task<TrackedOutcomes> TrackOutcomes(DateOnly? asOf);

    /// <summary>A part of the matches.</summary>
    [Alias("ListPart")]
    Task<ListPart<MatchRecord>> List(MatchFilter filter, ListRequest<MatchSort> request);

    /// <summary>A match, or null.</summary>
    [Alias("Find")]
    Task<MatchRecord?> Find(Guid id);

    /// <summary>Notes why somebody diverged.</summary>
    /// <param name="id">The match.</param>
    /// <param name="code">Why.</param>
    /// <param name="text">Why, in own words.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="revision">The revision that was decided on; null decides on whatever there is.</param>
    [Alias("GiveReason")]
    Task<MatchDecision> SetReason(Guid id, ReasonCode code, string? text, string by, int? revision);

    /// <summary>Keeps a match out of all learning, or takes it in again.</summary>
    /// <param name="id">The match.</param>
    /// <param name="reason">Why it teaches nothing; null to take it in again.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="revision">The revision that was decided on; null decides on whatever there is.</param>
    [Alias("ExcludeMatch")]
    Task<MatchDecision> Exclude(Guid id, string? reason, string by, int? revision);
}

/// <summary>What reconciling a day brought.</summary>
/// <param name="Day">The Pacific day.</param>
/// <param name="Recommendations">Sent on it.</param>
/// <param name="New">Matches that are new.</param>
/// <param name="Revised">
/// Matches that are other than before; also of days around it, whose recommendations compete for the same executions.
/// </param>
/// <param name="ByKind">All matches of the day by kind.</param>
[GenerateSerializer, Immutable, Alias("ReconciledDay")]
public sealed record ReconciledDay(DateOnly Day, int Recommendations, int New, int Revised, ImmutableArray<KindCount> ByKind);

/// <summary>What tracking outcomes brought.</summary>
/// <param name="AsOf">The last day whose executions are in it.</param>
/// <param name="Changed">Stored outcomes that are new, other than before, or gone; 0 for an earlier day.</param>
/// <param name="IsStored">False for an earlier day: what is known later stays as it is.</param>
/// <param name="ByOutcome">How many matches have which outcome as of that day, by currency.</param>
[GenerateSerializer, Immutable, Alias("TrackedOutcomes")]
public sealed record TrackedOutcomes(DateOnly AsOf, int Changed, bool IsStored, ImmutableArray<OutcomeCount> ByOutcome);

/// <summary>Outcomes of a kind.</summary>
/// <param name="Kind">Null for what was not executed and would have made something.</param>
/// <param name="Count">Matches.</param>
/// <param name="Pnl">What is attributed to them, so that a sum over kinds counts each lot once.</param>
/// <param name="Currency">Of the amount.</param>
[GenerateSerializer, Immutable, Alias("OutcomeCount")]
public sealed record OutcomeCount(OutcomeKind? Kind, int Count, decimal Pnl, string Currency);

/// <summary>Matches of a kind.</summary>
[GenerateSerializer, Immutable, Alias("KindCount")]
public sealed record KindCount(MatchKind Kind, int Count);

/// <summary>Which matches are asked for; what is null is not asked for.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Kind">How what was done relates to what was recommended.</param>
/// <param name="Symbol">The underlying.</param>
[GenerateSerializer, Immutable, Alias("MatchFilter")]
public sealed record MatchFilter(DateOnly? From, DateOnly? To, MatchKind? Kind, string? Symbol);

/// <summary>What matches are sorted by.</summary>
[GenerateSerializer, Alias("MatchSort")]
public enum MatchSort
{
    /// <summary>Those without a reason before those with one, then by day.</summary>
    Reviewed,
    Day,
}

/// <summary>Why somebody diverged.</summary>
[GenerateSerializer, Alias("ReasonCode")]
public enum ReasonCode
{
    Timing,
    PremiumLow,
    IvLow,
    EarningsConcern,
    GutFeeling,
    BetterOpportunity,
    RiskTooHigh,
    AlreadyExposed,
    Other,
}

/// <summary>A match and what is known of it.</summary>
/// <param name="Id">Stays when the match is revised.</param>
/// <param name="Day">The Pacific day.</param>
/// <param name="Symbol">The underlying.</param>
/// <param name="Match">What belongs together.</param>
/// <param name="ReasonCode">Why somebody diverged.</param>
/// <param name="ReasonText">In his words.</param>
/// <param name="ReviewedAt">When he said so, UTC.</param>
/// <param name="ExcludedReason">Why it teaches nothing; null where it does.</param>
/// <param name="Outcome">Its outcome; null while it is not tracked, or has no execution.</param>
/// <param name="History">What it was before, oldest first.</param>
/// <param name="UpdatedAt">UTC.</param>
[GenerateSerializer, Immutable, Alias("MatchRecord")]
public sealed record MatchRecord(
    Guid Id,
    DateOnly Day,
    string Symbol,
    Match Match,
    ReasonCode? ReasonCode,
    string? ReasonText,
    DateTimeOffset? ReviewedAt,
    string? ExcludedReason,
    PositionOutcome? Outcome,
    ImmutableArray<FormerMatch> History,
    DateTimeOffset UpdatedAt
)
{
    /// <summary>The recommendation in full; null where there is none, or only the match was asked for.</summary>
    [Id(100)]
    public Recommendation? Recommendation { get; init; }

    /// <summary>
    /// All of its executions in full, in order of their time; empty where there is none, or only the match was asked for.
    /// </summary>
    [Id(101)]
    public ImmutableArray<Execution> Executions { get; init; } = [];

    /// <summary>How often the match was written: one more with each decision on it, and each time that it is matched otherwise.</summary>
    [Id(102)]
    public int Revision { get; init; }

    /// <summary>Who gave the reason, excluded the match or took it in again, whichever was last; null where nobody did.</summary>
    [Id(103)]
    public string? DecidedBy { get; init; }
}

/// <summary>What a match was before.</summary>
[GenerateSerializer, Immutable, Alias("FormerMatch")]
public sealed record FormerMatch(DateTimeOffset Until, MatchKind Kind, string? ExecutionId);
