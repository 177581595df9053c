using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>A model that a job made, from its registration on.</summary>
/// <param name="Name">As it is known here, such as <c>tuned-4fa2c1d0-1</c>.</param>
/// <param name="ProviderModel">Its name at the provider.</param>
/// <param name="Parent">The model that it was trained from.</param>
/// <param name="Dataset">The hash of the dataset that it was trained on.</param>
/// <param name="Job">The job that made it.</param>
/// <param name="InputUsdPerMillionTokens">USD for a million tokens sent.</param>
/// <param name="OutputUsdPerMillionTokens">USD for a million tokens written.</param>
/// <param name="RegisteredAt">UTC.</param>
/// <param name="Status">Whether it may get traffic.</param>
/// <param name="Smoke">What it made of the held-out examples; null before it was asked.</param>
/// <param name="Comparisons">How it stands for each signal.</param>
/// <param name="Revision">Counts its changes.</param>
[GenerateSerializer, Immutable, Alias("TunedModel")]
public sealed record TunedModel(
    string Name,
    string ProviderModel,
    string Parent,
    string Dataset,
    string Job,
    decimal InputUsdPerMillionTokens,
    decimal OutputUsdPerMillionTokens,
    DateTimeOffset RegisteredAt,
    TunedModelStatus Status,
    SmokeReport? Smoke,
    ImmutableArray<ModelComparison> Comparisons,
    int Revision
);

/// <summary>Whether a tuned model may get traffic.</summary>
[GenerateSerializer, Alias("TunedModelStatus")]
public enum TunedModelStatus
{
    /// <summary>It is not tested yet, or its endpoint does not know it yet.</summary>
    Testing,

    /// <summary>It did not pass the test on the held-out examples.</summary>
    Rejected,

    /// <summary>It passed.</summary>
    Ready,
}

/// <summary>What a model made of held-out examples.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Asked">Examples that it was asked for.</param>
/// <param name="Answered">Answers that came.</param>
/// <param name="WellFormed">Answers that are the JSON object that was asked for.</param>
/// <param name="Sound">Answers that keep to all guardrails, too.</param>
/// <param name="MedianMs">Half of the answers took no longer, milliseconds; null without answers.</param>
/// <param name="P95Ms">95 % of the answers took no longer, milliseconds.</param>
/// <param name="CostUsd">What it charged, USD.</param>
/// <param name="Faults">What was wrong with answers, each with its count.</param>
/// <param name="Failure">Why it did not pass, a sentence; null where it did.</param>
[GenerateSerializer, Immutable, Alias("SmokeReport")]
public sealed record SmokeReport(
    DateTimeOffset At,
    int Asked,
    int Answered,
    int WellFormed,
    int Sound,
    int? MedianMs,
    int? P95Ms,
    decimal CostUsd,
    ImmutableArray<FaultCount> Faults,
    string? Failure
);

/// <summary>How often something was wrong.</summary>
/// <param name="Fault">A short code, such as <c>invented_number:999</c>.</param>
/// <param name="Count">Answers.</param>
[GenerateSerializer, Immutable, Alias("FaultCount")]
public sealed record FaultCount(string Fault, int Count);

/// <summary>How a tuned model stands for a signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">The champion's prompt with this model; null before the comparison.</param>
/// <param name="ExperimentId">The comparison with the champion; null before it.</param>
/// <param name="Note">Why it stands so, a sentence.</param>
/// <param name="FailingSince">Since when its endpoint fails, UTC; null where it does not.</param>
/// <param name="WatchedOn">The UTC day on which its votes were last looked at.</param>
[GenerateSerializer, Immutable, Alias("ModelComparison")]
public sealed record ModelComparison(
    SignalType Signal,
    ComparisonStatus Status,
    string? Version,
    string? ExperimentId,
    string Note,
    DateTimeOffset? FailingSince = null,
    DateOnly? WatchedOn = null
);

/// <summary>Where the comparison of a tuned model with a signal's champion stands.</summary>
[GenerateSerializer, Alias("ComparisonStatus")]
public enum ComparisonStatus
{
    /// <summary>Something else has the signal, or the model is not tested.</summary>
    Waiting,

    /// <summary>The experiment runs.</summary>
    Comparing,

    /// <summary>It was promoted and explains the signal.</summary>
    Serving,

    /// <summary>It was not found better by enough.</summary>
    NotBetter,

    /// <summary>Somebody stopped the comparison.</summary>
    Stopped,

    /// <summary>It was promoted, and its promotion was taken back.</summary>
    TakenBack,

    /// <summary>Another model or prompt took its place.</summary>
    Replaced,
}

/// <summary>A tuned model with the figures of its comparisons.</summary>
/// <param name="Model">The model.</param>
/// <param name="RequiredLift">The relative improvement that a switch needs, a fraction.</param>
/// <param name="TargetLift">The relative improvement that is aimed at, a fraction.</param>
/// <param name="Figures">For each comparison that has begun.</param>
[GenerateSerializer, Immutable, Alias("TunedModelReport")]
public sealed record TunedModelReport(TunedModel Model, double RequiredLift, double TargetLift, ImmutableArray<ComparisonFigures> Figures);

/// <summary>A tuned model against the champion that it was compared with.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Champion">The champion.</param>
/// <param name="Tuned">The tuned model.</param>
/// <param name="Lift">The relative difference of positive shares, a fraction; null without votes.</param>
/// <param name="LiftLower">The lower end of its 95 % interval.</param>
/// <param name="LiftUpper">Its upper end.</param>
/// <param name="MeetsTarget">The lift is as large as is aimed at.</param>
/// <param name="AsOf">When the ledger was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("ComparisonFigures")]
public sealed record ComparisonFigures(
    SignalType Signal,
    string ExperimentId,
    ModelArm Champion,
    ModelArm Tuned,
    double? Lift,
    double? LiftLower,
    double? LiftUpper,
    bool? MeetsTarget,
    DateTimeOffset AsOf
);

/// <summary>What a model brought in a comparison.</summary>
/// <param name="Version">The prompt version.</param>
/// <param name="Explanations">Explanations.</param>
/// <param name="Answers">Answers with votes that count.</param>
/// <param name="PositiveShare">The mean of their shares of positive votes, 0..1; null without votes.</param>
/// <param name="PositiveShareLower">The lower end of its 95 % interval (Wilson, with the share of each answer as a part of a vote).</param>
/// <param name="PositiveShareUpper">Its upper end.</param>
/// <param name="CostPerExplanationUsd">Mean cost, USD; null without explanations.</param>
/// <param name="CostPerQualityUsd">Cost of an explanation that pleases: the mean cost over the positive share, USD.</param>
/// <param name="LatencyMs">Mean latency, milliseconds.</param>
/// <param name="FallbackRate">The share of fallbacks, 0..1.</param>
[GenerateSerializer, Immutable, Alias("ModelArm")]
public sealed record ModelArm(
    string Version,
    long Explanations,
    long Answers,
    double? PositiveShare,
    double? PositiveShareLower,
    double? PositiveShareUpper,
    decimal? CostPerExplanationUsd,
    decimal? CostPerQualityUsd,
    double? LatencyMs,
    double? FallbackRate
);
