using System.Collections.Immutable;
using LearningActors.Experiments;

namespace LearningActors.Benchmarks.Learning;

/// <summary>A world of simulated readers.</summary>
/// <param name="Rates">The true share of readers of each arm who are pleased; the first is the champion's.</param>
/// <param name="VotesPerDay">Votes a day over all arms, about.</param>
internal sealed record World(ImmutableArray<double> Rates, double VotesPerDay)
{
    /// <summary>The share of a split for each arm; empty for equal ones.</summary>
    internal ImmutableArray<double> Split { get; init; } = [];

    /// <summary>Explanations that are voted on, 0..1.</summary>
    internal double FeedbackRate { get; init; } = 0.3;

    /// <summary>Votes for an explanation that is voted on.</summary>
    internal int VotesPerExplanation { get; init; } = 1;

    /// <summary>How alike the votes for one explanation are: the intraclass correlation of a beta-binomial.</summary>
    internal double Icc { get; init; }

    /// <summary>For each arm how often its displeased readers vote, as a multiple of the pleased ones; empty for alike.</summary>
    internal ImmutableArray<double> DispleasedVote { get; init; } = [];

    /// <summary>
    /// Days by which the votes of each arm's displeased readers come later, and a spread of three days; empty for at once.
    /// </summary>
    internal ImmutableArray<int> DispleasedDelay { get; init; } = [];

    /// <summary>Days over which all votes come in, equally.</summary>
    internal int Delay { get; init; }

    /// <summary>What each rater adds to the rate; empty for raters that are alike.</summary>
    internal ImmutableArray<double> Leanings { get; init; } = [];

    /// <summary>What is added to every rate on each day, by its number.</summary>
    internal Func<int, double> Trend { get; init; } = _ => 0;

    /// <summary>The part of the usual traffic on each day, by its number.</summary>
    internal Func<int, double> Traffic { get; init; } = _ => 1;

    /// <summary>Somebody votes so often for one explanation a day; null for nobody.</summary>
    internal Spam? Spam { get; init; }

    /// <summary>Arms whose explanations nobody votes on.</summary>
    internal ImmutableArray<int> Silent { get; init; } = [];

    /// <summary>Each answer is shown in so many explanations.</summary>
    internal int ExplanationsPerAnswer { get; init; } = 1;

    /// <summary>What is compared. Stars are J-shaped: five where a reader is pleased, one or two where not, seldom between.</summary>
    internal SuccessMetric Metric { get; init; } = SuccessMetric.PositiveFeedbackPct;
}

/// <summary>Votes for one explanation a day, by somebody with many sessions.</summary>
/// <param name="Votes">How many.</param>
/// <param name="Positive">Whether they are.</param>
/// <param name="Arm">Whose explanation; null for any.</param>
internal sealed record Spam(int Votes, bool Positive, int? Arm);
