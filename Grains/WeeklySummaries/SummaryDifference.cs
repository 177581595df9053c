using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Statistics;

namespace LearningActors.WeeklySummaries;

/// <summary>How two versions of a week differ.</summary>
public static class SummaryDifference
{
    private const string Nothing = "–";

    /// <summary>What differs, in the order in which a summary says it.</summary>
    public static ImmutableArray<SummaryChange> Between(WeeklySummary before, WeeklySummary after)
    {
        var (old, now) = (Lines(before), Lines(after));
        return
        [
            .. now.Where(line => old.GetValueOrDefault(line.Key) != line.Value)
                .Select(line => new SummaryChange(line.Key, old.GetValueOrDefault(line.Key, Nothing), line.Value)),
            .. old.Where(line => !now.ContainsKey(line.Key)).Select(line => new SummaryChange(line.Key, line.Value, Nothing)),
        ];
    }

    /// <summary>All that a summary says of its week, by name.</summary>
    private static Dictionary<string, string> Lines(WeeklySummary summary)
    {
        var figures = summary.Figures;
        var lines = new Dictionary<string, string>
        {
            ["complete"] = summary.IsComplete ? "yes" : "no",
            ["consent"] = Share(figures.Consent),
            ["modified"] = Share(figures.Modify),
            ["rejected"] = Share(figures.Reject),
            ["independent"] = Share(figures.Independent),
            ["no action"] = Number(figures.NoAction),
            ["excluded"] = Number(figures.Excluded),
            ["unreviewed"] = Number(figures.Unreviewed),
            ["open"] = Number(figures.Open),
            ["P&L"] = WeeklyNotification.Pnl(figures),
            ["reasons"] = string.Join(", ", figures.Reasons.Select(reason => $"{reason.Reason} {reason.Count}")),
        };
        foreach (var kind in figures.ByKind)
        {
            lines[$"P&L of {kind.Kind}"] =
                $"{WeeklyNotification.Usd(kind.Pnl)}, {Share(kind.Wins)} won, {Mean(kind.PerMatch)} each, as recommended "
                + $"{Mean(kind.Counterfactual)}, forgone {Mean(kind.Forgone)}";
        }

        foreach (var pattern in summary.Patterns)
            lines[$"pattern {pattern.Key}"] =
                $"{pattern.Description}: {Mean(pattern.Estimate)}{(pattern.Rest is { } rest ? $" against {Mean(rest)}" : "")}";
        foreach (var candidate in summary.Candidates)
            lines[$"candidate {candidate.Id}"] = "proposed";
        return lines;
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Share(Proportion share) => string.Create(CultureInfo.InvariantCulture, $"{share.Count} of {share.N}");

    private static string Mean(Estimate estimate) =>
        string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:0.####} (n {estimate.N})");
}
