using System.Globalization;
using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>What bets make under conditions, and elsewhere.</summary>
/// <param name="There">Under the conditions.</param>
/// <param name="Elsewhere">All others.</param>
internal sealed record Results(Estimate There, Estimate Elsewhere)
{
    /// <summary>The results in a table; null where it is about wins.</summary>
    internal static Results? Of(BetTable table, TradeConditions conditions) =>
        table.Size is { } size ? new(size.Mean(table.Where(conditions)), size.Mean(table.All.Without(table.Where(conditions)))) : null;

    /// <summary>Such as <c>0.62 R</c>, or <c>1.30 % of what was paid</c>.</summary>
    internal static string Words(Estimate result, InsightOutcome outcome) =>
        outcome == InsightOutcome.RMultiple
            ? string.Create(CultureInfo.InvariantCulture, $"{result.Mean:0.00} R")
            : string.Create(CultureInfo.InvariantCulture, $"{result.Mean:P2} of what was paid");
}
