using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>
/// The second test that a promotion must pass: a better challenger gets more positive votes per explanation, also counting those
/// without a vote.
/// </summary>
/// <remarks>
/// Where unhappy readers of one arm vote less often, its share of positive votes rises although nobody likes it better; its positive
/// votes per explanation do not. A promotion asks for both, each tested at its own level: an intersection–union test (R. Berger,
/// "Multiparameter hypothesis testing and acceptance sampling", Technometrics 24, 1982), so that it is false with no more than the larger
/// of both levels.
/// </remarks>
internal static class PositivesPerExplanation
{
    /// <summary>The one-sided level of the test, for each challenger by itself.</summary>
    internal const double Level = 0.05;

    /// <summary>
    /// Spending evenly over four looks costs so much of the sample: C. Jennison, B. Turnbull, "Group sequential methods", 2000, table 2.2.
    /// </summary>
    private const double Inflation = 1.2;

    /// <summary>Explanations that get a vote where nothing is known.</summary>
    internal const double UsualFeedbackRate = 0.3;

    internal static MeanSums Sums(ArmFigures arm) =>
        arm.Counted() is var counted
            ? new MeanSums(counted.Explanations, counted.PositiveSum, counted.PositiveSquareSum, (0.5, 0.5))
            : default;

    /// <summary>The standardised difference, challenger less champion; 0 without explanations.</summary>
    internal static double Z(ArmFigures champion, ArmFigures challenger)
    {
        var (a, b) = (Sums(champion), Sums(challenger));
        return a.N == 0 || b.N == 0 ? 0 : ((b.Sum / b.N) - (a.Sum / a.N)) / Math.Sqrt(a.SquaredErrorTo(b));
    }

    /// <summary>The confidence sequence around the difference; null with too few explanations.</summary>
    internal static (double Difference, double Lower, double Upper)? Sequence(
        Experiment experiment,
        ArmFigures champion,
        ArmFigures challenger
    ) => Sums(champion).SequenceTo(Sums(challenger), 2 * Level, 2.0 * Required(experiment));

    /// <summary>The one-sided level of a single test at the planned end that asks for as much as the rule does there.</summary>
    internal static double LevelAtEnd(DecisionRule rule) =>
        rule == DecisionRule.Anytime ? Normal.CDF(0, 1, -Statistics.ConfidenceSequence.Critical(2 * Level)) : Level;

    /// <summary>Explanations that each arm needs to confirm the planned difference.</summary>
    internal static long Required(Experiment experiment) =>
        experiment.RequiredExplanations ?? (long)Math.Ceiling(experiment.RequiredPerArm / UsualFeedbackRate);

    /// <summary>The same, when it is planned.</summary>
    /// <param name="positiveRate">The champion's share of positive votes.</param>
    /// <param name="effect">The difference in shares that is to be found.</param>
    /// <param name="feedbackRate">Explanations that get a vote, 0..1.</param>
    /// <param name="oneSidedLevel">The level of the test at its planned end.</param>
    /// <param name="power">The probability to find it.</param>
    internal static long SampleSize(double positiveRate, double effect, double feedbackRate, double oneSidedLevel, double power)
    {
        var (less, more) = (positiveRate * feedbackRate, Math.Min(0.999, positiveRate + effect) * feedbackRate);
        return less < more ? (long)Math.Ceiling(Inflation * Statistics.TwoProportions.SampleSize(less, more, oneSidedLevel, power)) : 1;
    }
}
