using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Prompts;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>What the explanations learnt in some weeks.</summary>
/// <param name="Weeks">How many ISO weeks, the present one included.</param>
/// <param name="From">The Monday of the first of them.</param>
/// <param name="To">Today, UTC.</param>
/// <param name="Total">Over everything.</param>
/// <param name="ImplicitPositive">
/// Of a 10 % sample of explanations older than seven days, those without feedback. A separate figure: it decides nothing.
/// </param>
/// <param name="BySignal">For each of BUY, SELL and HOLD that was explained.</param>
/// <param name="TopTickers">The ten best by the lower bound of their positive share.</param>
/// <param name="BottomTickers">The ten of the lowest upper bound, worst first.</param>
/// <param name="Targets">What is wanted beside what is.</param>
/// <param name="Curve">Week by week, oldest first; weeks without explanations are among them.</param>
/// <param name="ChampionChanges">Every move of a champion in these weeks, oldest first.</param>
/// <param name="Prompts">Each prompt version of each signal.</param>
/// <param name="Models">Each model that wrote words.</param>
/// <param name="Heatmap">Signals by tickers.</param>
/// <param name="Factors">Factors against the rest, most significant first.</param>
/// <param name="Alerts">Those about explanations that nobody has acknowledged, newest first.</param>
/// <param name="AsOf">When the ledger was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("LlmLearning")]
public sealed record LlmLearning(
    int Weeks,
    DateOnly From,
    DateOnly To,
    FeedbackSummary Total,
    Proportion ImplicitPositive,
    ImmutableArray<NamedSummary> BySignal,
    ImmutableArray<NamedSummary> TopTickers,
    ImmutableArray<NamedSummary> BottomTickers,
    ImmutableArray<LearningTarget> Targets,
    ImmutableArray<LearningWeek> Curve,
    ImmutableArray<SignalChampionChange> ChampionChanges,
    ImmutableArray<PromptPerformance> Prompts,
    ImmutableArray<ModelPerformance> Models,
    LearningHeatmap Heatmap,
    ImmutableArray<FactorCriticism> Factors,
    ImmutableArray<AlertStatus> Alerts,
    DateTimeOffset AsOf
);

/// <summary>What is wanted of explanations, beside what is.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Wanted">The target, in the unit of <paramref name="Actual"/>.</param>
/// <param name="Actual">What is, with its 95 % interval.</param>
/// <param name="Verdict">Whether it is reached.</param>
[GenerateSerializer, Immutable, Alias("LearningTarget")]
public sealed record LearningTarget(LearningTargetKind Kind, double Wanted, Estimate Actual, TargetVerdict Verdict);

/// <summary>What has a target.</summary>
[GenerateSerializer, Alias("LearningTargetKind")]
public enum LearningTargetKind
{
    /// <summary>The share of positive votes; 0.8 and more is wanted.</summary>
    PositiveRate,

    /// <summary>The mean of the stars; 4.2 and more is wanted.</summary>
    AvgRating,

    /// <summary>
    /// How much more often votes on champions are positive than votes on v1.0, relatively, signal by signal: 0.25 is a quarter more, and
    /// wanted.
    /// </summary>
    LiftOnBaseline,

    /// <summary>What an explanation that pleases costs, USD; 0.002 and less is wanted.</summary>
    CostPerQualityExplanation,

    /// <summary>The share of explanations that are rated; 0.3 and more is wanted.</summary>
    FeedbackRate,
}

/// <summary>How a target stands.</summary>
[GenerateSerializer, Alias("TargetVerdict")]
public enum TargetVerdict
{
    /// <summary>Nothing is known yet.</summary>
    Unknown,

    /// <summary>The whole interval is where it is wanted.</summary>
    Met,

    /// <summary>The target lies within the interval.</summary>
    Open,

    /// <summary>None of the interval is where it is wanted.</summary>
    Missed,
}

/// <summary>The explanations of a week.</summary>
/// <param name="Week">The ISO week, UTC.</param>
/// <param name="From">Its Monday.</param>
/// <param name="To">Its Sunday, or today.</param>
/// <param name="Figures">Of all signals.</param>
/// <param name="Cost">What they cost, and for what.</param>
/// <param name="BySignal">For each signal that was explained in it.</param>
[GenerateSerializer, Immutable, Alias("LearningWeek")]
public sealed record LearningWeek(
    IsoWeek Week,
    DateOnly From,
    DateOnly To,
    FeedbackSummary Figures,
    CostOfQuality Cost,
    ImmutableArray<SignalPerformance> BySignal
);

/// <summary>The explanations of a signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Figures">Its explanations, and the votes on them.</param>
/// <param name="Cost">What its explanations cost, and for what.</param>
[GenerateSerializer, Immutable, Alias("SignalPerformance")]
public sealed record SignalPerformance(SignalType Signal, FeedbackSummary Figures, CostOfQuality Cost);

/// <summary>What explanations cost, and what those cost that please.</summary>
/// <param name="PerExplanation">USD; null without explanations.</param>
/// <param name="PerQualityExplanation">
/// USD: the cost of an explanation over the share of positive votes, so that it does not depend on how many vote. The interval is that of
/// the share; the cost is known exactly.
/// </param>
[GenerateSerializer, Immutable, Alias("CostOfQuality")]
public sealed record CostOfQuality(double? PerExplanation, Estimate PerQualityExplanation);

/// <summary>A move of a signal's champion.</summary>
[GenerateSerializer, Immutable, Alias("SignalChampionChange")]
public sealed record SignalChampionChange(SignalType Signal, ChampionChange Change);

/// <summary>A prompt version of a signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Version">The version that made the words.</param>
/// <param name="IsChampion">It is the signal's champion now.</param>
/// <param name="Figures">Its explanations, and the votes on them.</param>
/// <param name="LiftOnBaseline">
/// How much more often votes on it are positive than those on v1.0 of the signal, relatively. Versions were used at different times:
/// what is better is for an experiment to say.
/// </param>
/// <param name="Cost">What its explanations cost, and for what.</param>
[GenerateSerializer, Immutable, Alias("PromptPerformance")]
public sealed record PromptPerformance(
    SignalType Signal,
    string Version,
    bool IsChampion,
    FeedbackSummary Figures,
    Estimate LiftOnBaseline,
    CostOfQuality Cost
);

/// <summary>A model that wrote words.</summary>
/// <param name="Model">Its configured name, or <c>template</c>.</param>
/// <param name="Figures">Its explanations, and the votes on them.</param>
/// <param name="Cost">What its explanations cost, and for what.</param>
[GenerateSerializer, Immutable, Alias("ModelPerformance")]
public sealed record ModelPerformance(string Model, FeedbackSummary Figures, CostOfQuality Cost);

/// <summary>Which signals of which tickers please.</summary>
/// <param name="Mean">The share of positive votes over all cells, towards which small ones are drawn; null without votes.</param>
/// <param name="Cells">Those of the tickers with the most votes, by ticker and signal.</param>
/// <param name="TickersLeftOut">How many tickers are not among them.</param>
[GenerateSerializer, Immutable, Alias("LearningHeatmap")]
public sealed record LearningHeatmap(double? Mean, ImmutableArray<HeatmapCell> Cells, int TickersLeftOut);

/// <summary>A signal of a ticker.</summary>
/// <param name="Ticker">The symbol.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Explanations">How many were served.</param>
/// <param name="Positive">The share of positive votes, as it is.</param>
/// <param name="ShrunkRate">
/// The share that is expected: drawn towards the mean of all cells, the more the fewer votes there are; null where there are none at all.
/// </param>
[GenerateSerializer, Immutable, Alias("HeatmapCell")]
public sealed record HeatmapCell(string Ticker, SignalType Signal, long Explanations, Proportion Positive, double? ShrunkRate);
