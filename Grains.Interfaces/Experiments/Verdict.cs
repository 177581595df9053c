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
/// <param name="IsBetter">The rule finds it better.</param>
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
    bool IsBetter
);
