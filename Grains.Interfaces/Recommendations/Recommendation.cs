using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace LearningActors.Recommendations;

/// <summary>What the algorithm recommended. It never changes.</summary>
/// <param name="Id">The algorithm's id.</param>
/// <param name="SentAt">UTC.</param>
/// <param name="Symbol">The underlying.</param>
/// <param name="Account">For which account; null for any.</param>
/// <param name="Action">What to do.</param>
/// <param name="Strike">USD for a share.</param>
/// <param name="Expiration">The last trading day.</param>
/// <param name="Right">Call or put.</param>
/// <param name="Premium">USD for a contract; with several legs the net of all, for one contract of the first.</param>
/// <param name="Type">The algorithm's kind of recommendation, such as <c>new_position</c> or <c>alert</c>.</param>
/// <param name="AlgorithmVersion">Such as <c>v3</c>.</param>
/// <param name="FurtherLegs">The legs beside the one that the fields above are; empty where it has one.</param>
[GenerateSerializer, Immutable, Alias("Recommendation")]
public sealed record Recommendation(
    string Id,
    DateTimeOffset SentAt,
    string Symbol,
    string? Account,
    RecommendedAction Action,
    decimal? Strike,
    DateOnly? Expiration,
    OptionRight? Right,
    decimal? Premium,
    string Type,
    string? AlgorithmVersion,
    ImmutableArray<RecommendedLeg> FurtherLegs
)
{
    /// <summary>The leg that its own fields are.</summary>
    [JsonIgnore]
    public RecommendedLeg FirstLeg => new(Action, Strike, Expiration, Right);

    /// <summary>
    /// The exact contract of the first leg, as its OCC symbol, in which BRK.B is BRKB; null where it is not fully named, or its terms have
    /// no such symbol.
    /// </summary>
    public string? Instrument =>
        this is { Strike: { } strike, Expiration: { } expiration, Right: { } right }
        && string.Concat(Symbol.Where(char.IsAsciiLetterOrDigit)) is { Length: > 0 } root
        && OccSymbol.Of(new OptionContract(root, expiration, right, strike)) is var symbol
        && OccSymbol.Parse(symbol) is not null
            ? symbol
            : null;

    /// <summary>Every leg, the first first.</summary>
    public IEnumerable<RecommendedLeg> AllLegs() => FurtherLegs.Prepend(FirstLeg);
}

/// <summary>The outcome of a recommendation, or what an execution was.</summary>
[GenerateSerializer, Alias("MatchKind")]
public enum MatchKind
{
    /// <summary>It was followed closely; or there was nothing to do and nothing was done.</summary>
    Consent,

    /// <summary>It was executed with another strike or expiration.</summary>
    Modify,

    /// <summary>It was not followed.</summary>
    Reject,

    /// <summary>An execution without a recommendation.</summary>
    Independent,

    /// <summary>There was nothing to do: an alert, or a position that resolved itself.</summary>
    NoAction,
}

/// <summary>A recommendation and the executions that belong to it.</summary>
/// <param name="RecommendationId">The recommendation; null for an independent execution.</param>
/// <param name="ExecutionId">The execution, the first where several fills belong together; null where there was none.</param>
/// <param name="Kind">How what was done relates to what was recommended.</param>
/// <param name="Score">How well they fit, 0..100; null without both.</param>
/// <param name="StrikeDifference">Executed less recommended, USD for a share.</param>
/// <param name="DaysDifference">Executed less recommended expiration, days.</param>
/// <param name="PremiumDifference">Executed, on the average of all fills, less recommended, USD for a contract.</param>
/// <param name="FurtherFills">The other executions of the same order, in order of their time.</param>
/// <param name="Structure">What the executions are together; null where there was none.</param>
[GenerateSerializer, Immutable, Alias("Match")]
public sealed record Match(
    string? RecommendationId,
    string? ExecutionId,
    MatchKind Kind,
    double? Score,
    decimal? StrikeDifference,
    int? DaysDifference,
    decimal? PremiumDifference,
    ImmutableArray<string> FurtherFills,
    OrderStructure? Structure = null
)
{
    /// <summary>The ids of its executions in order of time; empty where nothing was executed.</summary>
    public IEnumerable<string> AllExecutions() => ExecutionId is null ? [] : FurtherFills.Prepend(ExecutionId);

    /// <inheritdoc />
    public bool Equals(Match? other) =>
        other is not null
        && (RecommendationId, ExecutionId, Kind, Score, StrikeDifference, DaysDifference, PremiumDifference, Structure)
            == (
                other.RecommendationId,
                other.ExecutionId,
                other.Kind,
                other.Score,
                other.StrikeDifference,
                other.DaysDifference,
                other.PremiumDifference,
                other.Structure
            )
        && FurtherFills.AsSpan().SequenceEqual(other.FurtherFills.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(RecommendationId, ExecutionId, Kind);
}
