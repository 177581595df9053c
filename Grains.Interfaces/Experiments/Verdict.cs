using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>What a rule makes of an experiment's looks.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Winner">The version to promote.</param>
/// <param name="Reason">Why, a sentence.</param>
/// <param name="Challengers">Each challenger against the champion.</param>
[GenerateSerializer, Immutable, Alias("Verdict")]
public sealed record Verdict(VerdictKind Kind, string? Winner, string Reason, ImmutableArray<Comparison> Challengers);

/// <summary>What a rule can say.</summary>
[GenerateSerializer, Alias("VerdictKind")]
public enum VerdictKind
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>Promote the winner.</summary>
    Promote,

    /// <summary>End; no challenger is better.</summary>
    KeepChampion,
}

/// <summary>A challenger against the champion.</summary>
/// <param name="Version">The challenger.</param>
/// <param name="Difference">Challenger less champion, in the metric's unit; null without data.</param>
/// <param name="Lower">The lower end of the 95 % confidence sequence around it; valid at every look.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Z">The standardised difference; positive is better.</param>
/// <param name="PValue">One-sided, of this look alone.</param>
/// <param name="AdjustedPValue">After Holm over the challengers.</param>
/// <param name="InformationFraction">Information so far over the planned one; null outside the group-sequential rule.</param>
/// <param name="Boundary">The z that must be reached now; null outside the group-sequential rule, or where it can't be reached.</param>
/// <param name="IsBetter">The rule finds its share of positive votes, or its stars, better.</param>
/// <param name="IsConfirmed">Its positive votes per explanation are found better, too: it can be promoted.</param>
/// <param name="Confidence">1 − p, of this look alone.</param>
/// <param name="Looks">Looks so far.</param>
/// <param name="ChanceToWin">
/// The probability that it is better, under a flat prior; beside the test, which alone decides. Null with fewer than 20 answers in an arm.
/// </param>
/// <param name="ExpectedLoss">What promoting it costs on average where it is worse, in the metric's unit.</param>
[GenerateSerializer, Immutable, Alias("Comparison")]
public sealed record Comparison(
    string Version,
    double? Difference,
    double? Lower,
    double? Upper,
    double Z,
    double PValue,
    double AdjustedPValue,
    double? InformationFraction,
    double? Boundary,
    bool IsBetter,
    bool IsConfirmed = false,
    double? Confidence = null,
    int Looks = 0,
    double? ChanceToWin = null,
    double? ExpectedLoss = null
);
