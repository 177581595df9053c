using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>What an experiment is broken down by.</summary>
[GenerateSerializer, Alias("BreakdownBy")]
public enum BreakdownBy
{
    /// <summary>The symbol that was explained.</summary>
    Ticker,

    /// <summary>Who votes: <c>manual</c> and <c>auto</c> votes of sessions, and <c>anonymous</c> ones.</summary>
    Voters,
}

/// <summary>Challengers against the champion within parts of what an experiment counted. To look at: it decides nothing.</summary>
/// <param name="By">What makes the parts.</param>
/// <param name="Comparisons">Those with at least 20 answers in both arms, the largest parts first.</param>
[GenerateSerializer, Immutable, Alias("ExperimentBreakdown")]
public sealed record ExperimentBreakdown(BreakdownBy By, ImmutableArray<PartComparison> Comparisons);

/// <summary>A challenger against the champion within a part.</summary>
/// <param name="Part">The part, such as a ticker.</param>
/// <param name="Version">The challenger.</param>
/// <param name="ChampionAnswers">The champion's answers with votes.</param>
/// <param name="Answers">The challenger's.</param>
/// <param name="ChampionMean">The champion's mean, in the metric's unit.</param>
/// <param name="Mean">The challenger's.</param>
/// <param name="Difference">Challenger less champion.</param>
/// <param name="Lower">The lower end of the 95 % interval of this part alone.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="PValue">Two-sided, of this part alone.</param>
/// <param name="QValue">After Benjamini and Hochberg over all parts and challengers: of those below 0.05, 5 % differ by chance.</param>
/// <param name="ChanceToWin">The probability that the challenger is better in this part, under a flat prior.</param>
/// <param name="ExpectedLoss">What promoting it costs there on average where it is worse.</param>
[GenerateSerializer, Immutable, Alias("PartComparison")]
public sealed record PartComparison(
    string Part,
    string Version,
    long ChampionAnswers,
    long Answers,
    double ChampionMean,
    double Mean,
    double Difference,
    double Lower,
    double Upper,
    double PValue,
    double QValue,
    double ChanceToWin,
    double ExpectedLoss
);
