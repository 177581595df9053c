using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Prompts;
using LearningActors.Statistics;

namespace LearningActors.Analysis;

/// <summary>Makes of the sums of days what analysts read.</summary>
internal static class LearningShape
{
    internal static LlmLearning Make(
        int weeks,
        DateOnly from,
        DateOnly to,
        LearningSums sums,
        IReadOnlyCollection<ChampionStatus> champions,
        ImmutableArray<AlertStatus> alerts,
        DateTimeOffset asOf
    )
    {
        var tickers = Named(Sum(sums.Cells, cell => cell.Ticker, cell => cell.Tally));
        var prompts = sums.Prompts.ToDictionary(one => (one.Signal, one.Version), one => one.Tally);
        var (total, factors) = (Tally.Sum(sums.Cells.Select(cell => cell.Tally)).Summarise(), sums.Factors);
        return new LlmLearning(
            weeks,
            from,
            to,
            total,
            WilsonInterval.Proportion(factors.ImplicitPositive, factors.ImplicitSample),
            Named(Sum(sums.Cells, cell => cell.Signal.Text(), cell => cell.Tally)),
            TickerRanking.Top(tickers),
            TickerRanking.Bottom(tickers),
            LearningTargets.Of(total, LiftOfChampions(prompts, champions)),
            Curve(IsoWeek.Of(from), weeks, to, sums),
            Changes(from, champions),
            Prompts(prompts, champions),
            [
                .. Named(Sum(sums.Models, one => one.Model, one => one.Tally))
                    .Select(one => new ModelPerformance(one.Name, one.Summary, LearningTargets.CostOf(one.Summary))),
            ],
            LearningHeatmaps.Of(sums.Cells),
            FactorCriticisms.Find(factors.Factors, factors.Votes, factors.Positive),
            alerts,
            asOf
        );
    }

    private static ImmutableArray<LearningWeek> Curve(IsoWeek first, int weeks, DateOnly today, LearningSums sums) =>
        [
            .. Enumerable
                .Range(0, weeks)
                .Select(first.Plus)
                .Select(week =>
                {
                    var bySignal = sums.Weeks.Where(sum => sum.Monday == week.Monday).ToArray();
                    var figures = Tally.Sum(bySignal.Select(sum => sum.Tally)).Summarise();
                    return new LearningWeek(
                        week,
                        week.Monday,
                        week.Sunday < today ? week.Sunday : today,
                        figures,
                        LearningTargets.CostOf(figures),
                        [
                            .. bySignal
                                .OrderBy(one => one.Signal)
                                .Select(one => (one.Signal, Figures: one.Tally.Summarise()))
                                .Select(one => new SignalPerformance(one.Signal, one.Figures, LearningTargets.CostOf(one.Figures))),
                        ]
                    );
                }),
        ];

    private static ImmutableArray<SignalChampionChange> Changes(DateOnly from, IEnumerable<ChampionStatus> champions) =>
        [
            .. champions
                .SelectMany(one => one.History.Select(change => new SignalChampionChange(one.Signal, change)))
                .Where(one => DateOnly.FromDateTime(one.Change.At.UtcDateTime) >= from)
                .OrderBy(one => one.Change.At)
                .ThenBy(one => one.Signal),
        ];

    private static ImmutableArray<PromptPerformance> Prompts(
        Dictionary<(SignalType Signal, string Version), Tally> prompts,
        IReadOnlyCollection<ChampionStatus> champions
    ) =>
        [
            .. prompts
                .OrderBy(one => one.Key.Signal)
                // v1.9 stands before v1.10.
                .ThenBy(one => one.Key.Version.Length)
                .ThenBy(one => one.Key.Version, StringComparer.Ordinal)
                .Select(one =>
                {
                    var (signal, version) = one.Key;
                    var figures = one.Value.Summarise();
                    return new PromptPerformance(
                        signal,
                        version,
                        champions.Any(champion => champion.Signal == signal && champion.Champion == version),
                        figures,
                        CommonRiskRatio.Lift(version == LearningTargets.Baseline ? [] : [Against(prompts, signal, version)]),
                        LearningTargets.CostOf(figures)
                    );
                }),
        ];

    /// <summary>Within signals, so that a signal that pleases more than others does not pass for a better prompt.</summary>
    private static Estimate LiftOfChampions(
        Dictionary<(SignalType Signal, string Version), Tally> prompts,
        IEnumerable<ChampionStatus> champions
    ) =>
        CommonRiskRatio.Lift(
            champions.Where(one => one.Champion != LearningTargets.Baseline).Select(one => Against(prompts, one.Signal, one.Champion))
        );

    private static TwoByTwo Against(Dictionary<(SignalType Signal, string Version), Tally> prompts, SignalType signal, string version)
    {
        var (here, there) = (prompts.GetValueOrDefault((signal, version)), prompts.GetValueOrDefault((signal, LearningTargets.Baseline)));
        return new TwoByTwo(here.Positive, here.Votes, there.Positive, there.Votes);
    }

    private static Dictionary<TKey, Tally> Sum<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key, Func<T, Tally> tally)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, Tally>();
        foreach (var row in rows)
            sums[key(row)] = sums.GetValueOrDefault(key(row)) + tally(row);
        return sums;
    }

    private static ImmutableArray<NamedSummary> Named(Dictionary<string, Tally> groups) =>
        [
            .. groups
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new NamedSummary(group.Key, group.Value.Summarise())),
        ];
}
