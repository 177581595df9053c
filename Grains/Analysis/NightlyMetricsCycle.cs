using System.Globalization;
using LearningActors.Alerts;
using LearningActors.Cycles;
using LearningActors.Retention;
using LearningActors.Statistics;
using NodaTime;

namespace LearningActors.Analysis;

/// <summary>
/// 00:10 UTC: rolls the closed days up, raises an alert where the last week pleases less than the four before, and archives what is older
/// than its limit.
/// </summary>
public sealed class NightlyMetricsCycle : ICycle
{
    /// <inheritdoc />
    public string Name => CycleNames.NightlyMetrics;

    /// <inheritdoc />
    public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(0, 10), CycleSchedule.EveryDay);

    /// <inheritdoc />
    public int CatchUp => 31;

    /// <inheritdoc />
    public IReadOnlyList<CycleStep> Steps { get; } =
    [new("roll-up", RollUpAsync), new("trends", CheckTrendsAsync), new("archive", ArchiveAsync)];

    private static async Task<string> RollUpAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var days = await grains.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).RollUp(DateOnly.MaxValue);
        return $"{days.Length} days rolled up.";
    }

    private static async Task<string> CheckTrendsAsync(Occurrence occurrence, IGrainFactory grains)
    {
        var trends = await grains.GetGrain<ILlmMetricsGrain>(ILlmMetricsGrain.Key).FindFallingTrends(occurrence.Date);
        // One that goes on is told again a week later, and not each night.
        foreach (var trend in trends)
            await grains
                .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
                .Raise(
                    new Alert(
                        $"negative-trend/{trend.Series}/{IsoWeek.Of(occurrence.Date)}",
                        AlertKind.NegativeTrend,
                        $"Fewer positive votes: {trend.Series}",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{Share(trend.Recent)} in the {FallingTrends.RecentDays} days up to {occurrence.Date.AddDays(-1):yyyy-MM-dd}, "
                        )
                            + $"{Share(trend.Earlier)} in the {FallingTrends.EarlierDays} days before. "
                            + string.Create(
                                CultureInfo.InvariantCulture,
                                $"p = {trend.PValue:0.0000}, adjusted for {trend.SeriesLookedAt} series."
                            )
                    )
                );
        return trends.IsEmpty ? "No series fell." : $"Fewer positive votes: {string.Join(", ", trends.Select(trend => trend.Series))}.";
    }

    private static async Task<string> ArchiveAsync(Occurrence occurrence, IGrainFactory grains) =>
        await grains.GetGrain<IFactArchiveGrain>(IFactArchiveGrain.Key).Run() is { } run
            ? $"{run.Days} days archived ({run.Explanations} explanations, {run.Votes} votes); {run.Waiting} wait."
            : "Explanations and votes are kept for ever.";

    private static string Share(Proportion share) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{share.Rate:0.0 %} of {share.N} votes positive ({share.Lower:0.0 %} to {share.Upper:0.0 %})"
        );
}
