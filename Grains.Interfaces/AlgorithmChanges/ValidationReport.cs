using LearningActors.Statistics;

namespace LearningActors.AlgorithmChanges;

/// <summary>The four weeks after a change against the four before.</summary>
/// <param name="Before">The 28 Pacific days before the change, of the version before.</param>
/// <param name="After">The 28 days from the change on, of the new version.</param>
/// <param name="IsComplete">The four weeks are over.</param>
/// <param name="WorseConsent">
/// One-sided p of the consent rate being no lower than before, by weeks, after Holm over the two; null with less than two weeks of data.
/// </param>
/// <param name="WorsePnl">
/// One-sided p of the P&amp;L of a match being no lower than before, by weeks, after Holm over the two; null with less than two weeks of
/// it.
/// </param>
/// <param name="PatternRemains">The pattern is seen in the weeks after too.</param>
/// <param name="Suggested">What the figures speak for; null before the four weeks are over, or where there are too few.</param>
/// <param name="Because">Why, a sentence.</param>
[GenerateSerializer, Immutable, Alias("ValidationReport")]
public sealed record ValidationReport(
    ValidationWindow Before,
    ValidationWindow After,
    bool IsComplete,
    double? WorseConsent,
    double? WorsePnl,
    bool PatternRemains,
    ValidationOutcome? Suggested,
    string Because
);

/// <summary>Four weeks of a validation.</summary>
/// <param name="From">The first Pacific day.</param>
/// <param name="Through">The last Pacific day.</param>
/// <param name="Consent">Recommendations that were followed closely, of those that were followed, modified or rejected.</param>
/// <param name="Measure">What the pattern measures: its mean and interval.</param>
/// <param name="PnlPerMatch">What an executed recommendation whose position has ended made, USD after fees.</param>
/// <param name="Pnl">The sum over the executed recommendations whose positions have ended, USD after fees.</param>
[GenerateSerializer, Immutable, Alias("ValidationWindow")]
public sealed record ValidationWindow(
    DateOnly From,
    DateOnly Through,
    Proportion Consent,
    Estimate Measure,
    Estimate PnlPerMatch,
    decimal Pnl
);
