using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Recommendations;

/// <summary>Tells how people diverge from the recommendations, and with what results. Key: <c>divergence</c>.</summary>
[Alias("IDivergenceGrain")]
public interface IDivergenceGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "divergence";

    /// <summary>How often people diverge.</summary>
    /// <param name="days">Pacific days up to today.</param>
    [Alias("Rate"), ResponseTimeout("00:01:00")]
    Task<DivergenceRate> Rate(int days);

    /// <summary>The results of following, and of diverging.</summary>
    /// <param name="days">Pacific days up to today.</param>
    [Alias("Accuracy"), ResponseTimeout("00:01:00")]
    Task<AlgorithmAccuracy> Accuracy(int days);

    /// <summary>What people change most.</summary>
    /// <param name="days">Pacific days up to today.</param>
    [Alias("Modifications"), ResponseTimeout("00:01:00")]
    Task<TopModifications> Modifications(int days);
}

/// <summary>How often people diverge. What is excluded from learning is left out.</summary>
/// <param name="From">The first Pacific day.</param>
/// <param name="Through">The last.</param>
/// <param name="Rate">Modified or rejected, of the recommendations that were followed, modified or rejected.</param>
/// <param name="Modified">Of the same.</param>
/// <param name="Rejected">Of the same.</param>
/// <param name="Independent">Orders without a recommendation.</param>
/// <param name="Weeks">The rate of each ISO week, oldest first; weeks without recommendations are left out.</param>
/// <param name="Reasons">Why, the most frequent first.</param>
[GenerateSerializer, Immutable, Alias("DivergenceRate")]
public sealed record DivergenceRate(
    DateOnly From,
    DateOnly Through,
    Proportion Rate,
    Proportion Modified,
    Proportion Rejected,
    int Independent,
    ImmutableArray<WeekDivergence> Weeks,
    ImmutableArray<ReasonCount> Reasons
);

/// <summary>How often people diverged in a week.</summary>
[GenerateSerializer, Immutable, Alias("WeekDivergence")]
public sealed record WeekDivergence(IsoWeek Week, Proportion Rate);

/// <summary>The results of following, and of diverging. What is excluded from learning is left out.</summary>
/// <param name="From">The first Pacific day.</param>
/// <param name="Through">The last.</param>
/// <param name="Followed">Recommendations that were followed closely.</param>
/// <param name="Modified">Those that were executed otherwise, beside what they would have made as given.</param>
/// <param name="Rejected">Those that were not followed: what they would have made.</param>
/// <param name="Independent">Orders without a recommendation.</param>
/// <param name="Versions">The followed ones by version of the algorithm.</param>
[GenerateSerializer, Immutable, Alias("AlgorithmAccuracy")]
public sealed record AlgorithmAccuracy(
    DateOnly From,
    DateOnly Through,
    KindPnl Followed,
    KindPnl Modified,
    KindPnl Rejected,
    KindPnl Independent,
    ImmutableArray<VersionAccuracy> Versions
);

/// <summary>The results of following a version of the algorithm.</summary>
/// <param name="Version">The version; empty where recommendations do not say it.</param>
/// <param name="Consent">How many were followed closely, of those that were followed, modified or rejected.</param>
/// <param name="Followed">What those made.</param>
[GenerateSerializer, Immutable, Alias("VersionAccuracy")]
public sealed record VersionAccuracy(string Version, Proportion Consent, KindPnl Followed);

/// <summary>What people change most. What is excluded from learning is left out.</summary>
/// <param name="From">The first Pacific day.</param>
/// <param name="Through">The last.</param>
/// <param name="Modified">How many were modified, of the recommendations that were followed, modified or rejected.</param>
/// <param name="Modifications">The most frequent first.</param>
[GenerateSerializer, Immutable, Alias("TopModifications")]
public sealed record TopModifications(DateOnly From, DateOnly Through, Proportion Modified, ImmutableArray<Modification> Modifications);

/// <summary>A way in which recommendations are executed otherwise.</summary>
/// <param name="Kind">Such as <c>longer_expiration</c>; a match with another strike and another expiration is in both.</param>
/// <param name="Share">Of all modified ones.</param>
/// <param name="Shift">Days, or USD for a share.</param>
/// <param name="PerMatch">What an ended one made in the mean, USD after fees.</param>
/// <param name="Forgone">What it would have made as given, less what it made, where that is known, USD.</param>
/// <param name="Symbols">Where most, at most three.</param>
[GenerateSerializer, Immutable, Alias("Modification")]
public sealed record Modification(
    ModificationKind Kind,
    Proportion Share,
    Estimate Shift,
    Estimate PerMatch,
    Estimate Forgone,
    ImmutableArray<string> Symbols
);

/// <summary>What was changed.</summary>
[GenerateSerializer, Alias("ModificationKind")]
public enum ModificationKind
{
    LongerExpiration,
    ShorterExpiration,
    HigherStrike,
    LowerStrike,
}
