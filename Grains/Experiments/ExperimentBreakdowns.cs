using System.Collections.Immutable;
using LearningActors.Statistics;
using MathNet.Numerics.Distributions;

namespace LearningActors.Experiments;

/// <summary>What was observed of a prompt version in a part of what an experiment counted.</summary>
public sealed record ArmPart(string Part, string Version, Observations Observed);

/// <summary>Breaks an experiment down.</summary>
internal static class ExperimentBreakdowns
{
    /// <summary>The days that are observed by then.</summary>
    internal static ImmutableArray<DateOnly> Days(Experiment experiment, DateTimeOffset now)
    {
        var first = DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime);
        var last = ArmDays.ObservedThrough(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1), experiment.Plan.VoteWindowDays);
        return
        [
            .. Enumerable
                .Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1))
                .Select(first.AddDays)
                .Where(day => Segments.Of(experiment.Segments, day) is not null),
        ];
    }

    internal static ExperimentBreakdown Make(Experiment experiment, BreakdownBy by, IReadOnlyCollection<ArmPart> parts)
    {
        var champion = ExperimentLifecycle.Champion(experiment);
        var champions = parts.Where(part => part.Version == champion).ToDictionary(part => part.Part, part => part.Observed);
        var compared = parts
            .Where(part => part.Version != champion && champions.ContainsKey(part.Part))
            .Select(part => Compare(experiment.Plan.Metric, champions[part.Part], part))
            .OfType<PartComparison>()
            .ToArray();
        var adjusted = BenjaminiHochberg.Adjust([.. compared.Select(one => one.PValue)]);
        return new ExperimentBreakdown(
            by,
            [
                .. compared
                    .Select((one, i) => one with { QValue = adjusted[i] })
                    .OrderByDescending(one => one.ChampionAnswers + one.Answers)
                    .ThenBy(one => one.Part, StringComparer.Ordinal)
                    .ThenBy(one => one.Version, StringComparer.Ordinal),
            ]
        );
    }

    private static PartComparison? Compare(SuccessMetric metric, Observations champion, ArmPart part)
    {
        var (a, b) = (Figures(champion), Figures(part.Observed));
        if (Metric.Posterior(a, b, metric) is not var (chance, loss, error))
            return null;
        var difference = b.Mean(metric)!.Value - a.Mean(metric)!.Value;
        var half = Normal.InvCDF(0, 1, 0.975) * error;
        return new PartComparison(
            part.Part,
            part.Version,
            a.N(metric),
            b.N(metric),
            a.Mean(metric)!.Value,
            b.Mean(metric)!.Value,
            difference,
            difference - half,
            difference + half,
            2 * Normal.CDF(0, 1, -Math.Abs(difference / error)),
            1,
            chance,
            loss
        );
    }

    private static ArmFigures Figures(Observations observed) => new("", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, observed);
}
