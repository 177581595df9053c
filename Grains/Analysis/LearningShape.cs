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
        IReadOnlyCollection<DaySums> days,
        FactorSums factors,
        IReadOnlyCollection<ChampionStatus> champions,
        ImmutableArray<AlertStatus> alerts,
        DateTimeOffset asOf
    )
    {
        var cells = Sum(days.SelectMany(day => day.Cells), cell => (cell.Ticker, cell.Signal), cell => cell.Tally);
        var tickers = Named(Sum(cells, cell => cell.Key.Ticker, cell => cell.Value));
        var prompts = Sum(days.SelectMany(day => day.Prompts), one => (one.Signal, one.Version), one => one.Tally);
        var total = Tally.Sum(cells.Values).Summarise();
        return new LlmLearning(
            weeks,
            from,
            to,
            total,
            WilsonInterval.Proportion(factors.ImplicitPositive, factors.ImplicitSample),
            Named(Sum(cells, cell => cell.Key.Signal.Text(), cell => cell.Value)),
            TickerRanking.Top(tickers),
            TickerRanking.Bottom(tickers),
            LearningTargets.Of(total, LiftOfChampions(prompts, champions)),
            Curve(IsoWeek.Of(from), weeks, to, days),
            Changes(from, champions),
            Prompts(prompts, champions),
            [
                .. Named(Sum(days.SelectMany(day => day.Models), one => one.Model, one => one.Tally))
                    .Select(one => new ModelPerformance(one.Name, one.Summary, LearningTargets.CostOf(one.Summary))),
            ],
            LearningHeatmaps.Of(cells.Select(cell => (cell.Key.Ticker, cell.Key.Signal, cell.Value))),
            FactorCriticisms.Find(factors.Factors, factors.Votes, factors.Positive),
            alerts,
            asOf
        );
    }

    private static ImmutableArray<LearningWeek> Curve(IsoWeek first, int weeks, DateOnly today, IReadOnlyCollection<DaySums> days) =>
        [
            .. Enumerable
                .Range(0, weeks)
                .Select(first.Plus)
                .Select(week =>
                {
                    var bySignal = Sum(
                        days.Where(day => day.Day >= week.Monday && day.Day <= week.Sunday).SelectMany(day => day.Cells),
                        cell => cell.Signal,
                        cell => cell.Tally
                    );
                    var figures = Tally.Sum(bySignal.Values).Summarise();
                    return new LearningWeek(
                        week,
                        week.Monday,
                        week.Sunday < today ? week.Sunday : today,
                        figures,
                        LearningTargets.CostOf(figures),
                        [
                            .. bySignal
                                .OrderBy(one => one.Key)
                                .Select(one => (Signal: one.Key, Figures: one.Value.Summarise()))
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
