using System.Collections.Immutable;
using LearningActors.Analysis;

namespace LearningActors.Experiments;

/// <summary>Everything about an experiment, with figures of now.</summary>
/// <param name="Experiment">Its plan, and where it stands.</param>
/// <param name="Arms">What each prompt version has brought, the champion first.</param>
/// <param name="Omnibus">Whether the arms differ at all; null with fewer than two arms with both kinds of votes.</param>
/// <param name="Challengers">Each challenger against the champion.</param>
/// <param name="SampleRatio">Whether units fell as the split says.</param>
/// <param name="ExpectedEnd">When every arm will have the required sample at the rate so far; null where nothing comes in.</param>
/// <param name="WinnerCandidate">The arm that leads, by the metric; null without data or where it is the champion.</param>
/// <param name="AsOf">When the ledger was read, UTC.</param>
/// <param name="LookResults">Each challenger at each look, oldest first.</param>
[GenerateSerializer, Immutable, Alias("ExperimentReport")]
public sealed record ExperimentReport(
    Experiment Experiment,
    ImmutableArray<ArmReport> Arms,
    OmnibusTest? Omnibus,
    ImmutableArray<Comparison> Challengers,
    SampleRatioReport SampleRatio,
    DateOnly? ExpectedEnd,
    string? WinnerCandidate,
    DateTimeOffset AsOf,
    ImmutableArray<LookResult> LookResults
);

/// <summary>A challenger at a look that was made.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Through">The last day that counts.</param>
/// <param name="Version">The challenger.</param>
/// <param name="Difference">Challenger less champion, in the metric's unit; null without data.</param>
/// <param name="Z">The standardised difference; positive is better.</param>
/// <param name="InformationFraction">Information then over the planned one; null outside the group-sequential rule.</param>
/// <param name="Boundary">
/// The z that had to be reached; null outside the group-sequential rule, and where too little was new for a look of its own.
/// </param>
/// <param name="HasCrossed">It had crossed its boundary then, or before.</param>
[GenerateSerializer, Immutable, Alias("LookResult")]
public sealed record LookResult(
    DateTimeOffset At,
    DateOnly Through,
    string Version,
    double? Difference,
    double Z,
    double? InformationFraction,
    double? Boundary,
    bool HasCrossed
);

/// <summary>What one prompt version of an experiment has brought.</summary>
/// <param name="Version">The prompt version.</param>
/// <param name="IsChampion">It was the champion when the experiment started.</param>
/// <param name="IsDropped">It was dropped as clearly worse.</param>
/// <param name="Share">Its present share.</param>
/// <param name="Summary">Its rates, each with sample size and interval.</param>
/// <param name="CostPerExplanationUsd">Mean cost, USD; null without explanations.</param>
/// <param name="Violations">The guardrails that it breaks, in words.</param>
/// <param name="Counted">What the experiment decides by: explanations whose window for votes is over.</param>
[GenerateSerializer, Immutable, Alias("ArmReport")]
public sealed record ArmReport(
    string Version,
    bool IsChampion,
    bool IsDropped,
    double Share,
    FeedbackSummary Summary,
    decimal? CostPerExplanationUsd,
    ImmutableArray<string> Violations,
    CountedFeedback Counted
);

/// <summary>What an experiment counts of an arm. An answer is one observation, however many votes it gets.</summary>
/// <param name="Explanations">Explanations whose window for votes is over.</param>
/// <param name="Answers">Answers with votes of sessions.</param>
/// <param name="PositiveShare">The mean over the answers of their shares of positive votes, 0..1; null without answers.</param>
/// <param name="Stars">The mean over the answers of their stars; null without stars.</param>
/// <param name="PositivesPerExplanation">Positive votes per explanation, each explanation at most one; null without explanations.</param>
/// <param name="AnonymousVotes">Votes without a session. They decide nothing, unless the service is configured so.</param>
[GenerateSerializer, Immutable, Alias("CountedFeedback")]
public sealed record CountedFeedback(
    long Explanations,
    long Answers,
    double? PositiveShare,
    double? Stars,
    double? PositivesPerExplanation,
    long AnonymousVotes
);

/// <summary>Pearson's χ² over all arms' positive and other votes.</summary>
/// <param name="ChiSquared">The statistic.</param>
/// <param name="DegreesOfFreedom">Arms − 1.</param>
/// <param name="PValue">Its p-value.</param>
/// <param name="CramersV">The strength of the association of arm and vote, 0..1.</param>
/// <param name="CramersVCorrected">Corrected for the bias of small samples.</param>
/// <param name="MinExpected">The smallest expected count of a cell; below 5 the p-value is rough.</param>
[GenerateSerializer, Immutable, Alias("OmnibusTest")]
public sealed record OmnibusTest(
    double ChiSquared,
    int DegreesOfFreedom,
    double PValue,
    double CramersV,
    double CramersVCorrected,
    double MinExpected
);

/// <summary>Whether units fell on the arms as the split says.</summary>
/// <param name="PValue">Valid at every look.</param>
/// <param name="IsMismatch">The p-value is below 0.01.</param>
/// <param name="Units">
/// Distinct units that were explained to, up to yesterday: each once for each split, where it came first. An explanation that names none is
/// one of its own.
/// </param>
/// <param name="MultipleExposures">
/// Units that came to several arms while the split was the same. Assignment by unit makes none: something assigns them anew, or an engine
/// logs another version than it showed.
/// </param>
[GenerateSerializer, Immutable, Alias("SampleRatioReport")]
public sealed record SampleRatioReport(double PValue, bool IsMismatch, long Units, long MultipleExposures);
