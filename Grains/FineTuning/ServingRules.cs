using System.Globalization;
using LearningActors.Experiments;

namespace LearningActors.FineTuning;

/// <summary>Whether a tuned model that explains a signal has to be taken back. Without effects.</summary>
internal static class ServingRules
{
    /// <summary>The latest explanations that tell how the endpoint does.</summary>
    internal const int Latest = 20;

    /// <summary>Older explanations say nothing of how it does now.</summary>
    internal static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>Days of votes that are compared with the former champion's.</summary>
    internal const int ComparedDays = 28;

    /// <summary>For so long an endpoint fails before the model is taken back: what passes by itself is left alone.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private const int MinAsked = 5;
    private const long MinAnswers = 100;

    /// <summary>
    /// One-sided, at p = 0.001: it is looked at each day, and the days of neighbouring looks overlap, so that a model which is as good as
    /// it was is taken back once in many years.
    /// </summary>
    private const double Critical = 3.09;

    /// <summary>Half of the latest explanations had no answer of the model.</summary>
    internal static bool IsFailing(EndpointHealth health) => health.Asked >= MinAsked && 2 * health.Failed >= health.Asked;

    /// <summary>It fails for too long.</summary>
    internal static bool HasFailed(DateTimeOffset? failingSince, DateTimeOffset now) =>
        failingSince is { } since && now - since >= s_patience;

    /// <summary>Why its votes say that it is worse now than what it replaced was; null where they do not.</summary>
    /// <param name="former">The former champion's sums in the comparison.</param>
    /// <param name="recent">Those of the model in the last weeks.</param>
    internal static string? WhyDropped(ArmFigures former, ArmFigures recent)
    {
        const SuccessMetric Share = SuccessMetric.PositiveFeedbackPct;
        return recent.N(Share) >= MinAnswers && former.N(Share) >= MinAnswers && Metric.Z(former, recent, Share) < -Critical
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"In the last {ComparedDays} days {recent.Mean(Share):P1} of {recent.N(Share)} answers pleased; "
                    + $"{former.Version}, which it replaced, had {former.Mean(Share):P1} of {former.N(Share)}."
            )
            : null;
    }
}
