using System.Collections.Concurrent;
using LearningActors.Insights;
using LearningActors.Trades;
using MathNet.Numerics.Random;

namespace LearningActors.Benchmarks.Learning;

/// <summary>
/// How often what the journal learns of what trades make is true. The markets are those of <see cref="JournalCases"/>; what is planted
/// changes what a win makes, and not how often trades win.
/// </summary>
internal static class SizeCases
{
    private const string Section = "The journal: what trades make";
    private const string Simple = "t test of each cell";
    private const string Service = "service";
    private const string OfNoise = "≤ 2 %, two families at 1 %";
    private const int Runs = 200;
    private const int Seed = 20261129;
    private static readonly bool[] s_directions = [true, false];
    private static readonly TradeConditions s_cell = new("pullback");

    /// <summary>Every case, as it is done.</summary>
    internal static IEnumerable<ValidityRow> Rows()
    {
        foreach (var trades in new[] { 400, 2000 })
            yield return False($"nothing to find among {trades} trades: any insight about what they make", SimulatedMarket.Noise, trades);
        yield return False(
            "a setup only wins 15 points more, 2000 trades: any insight about what they make",
            SimulatedMarket.With((s_cell, 0.15)),
            2000
        );
        foreach (var trades in new[] { 400, 1000, 2000 })
            yield return Power(trades);
        foreach (var row in Calibration("one true effect", 1).Concat(Calibration("six true effects", 6)))
            yield return row;
    }

    private static ValidityRow False(string name, SimulatedMarket market, int trades) =>
        new(
            Section,
            name,
            OfNoise,
            [
                (Simple, Figures.Share(Runs, i => FormerMining.FindSizes(Trades(market, trades, i)).Count > 0)),
                (Service, Figures.Share(Runs, i => Learn(Trades(market, trades, i)).Any(IsOfSize))),
            ]
        );

    private static ValidityRow Power(int trades)
    {
        const double factor = 1.6;
        var market = SimulatedMarket.WithSizes((s_cell, factor));
        return new ValidityRow(
            Section,
            FormattableString.Invariant(
                $"wins as often, {market.TrueDifference(s_cell):0.00} R a trade more, {trades} trades: found; as winning more often"
            ),
            "found; ≤ 5 %",
            [
                (Simple, Figures.Share(Runs, i => FormerMining.FindSizes(Trades(market, trades, i)).Contains((s_cell, true)))),
                (
                    Service,
                    Figures.Share(
                        Runs,
                        i => Learn(Trades(market, trades, i)).Any(one => IsOfSize(one) && one.Conditions == s_cell && one.IsBetter)
                    )
                        + "; "
                        + Figures.Share(Runs, i => Learn(Trades(market, trades, i)).Any(one => !IsOfSize(one) && one.Conditions == s_cell))
                ),
            ]
        );
    }

    private static IEnumerable<ValidityRow> Calibration(string name, int effects)
    {
        var (believed, inside, insideRaw) = (new ConcurrentBag<bool>(), new ConcurrentBag<bool>(), new ConcurrentBag<bool>());
        Parallel.For(
            0,
            Runs,
            i =>
            {
                var random = new MersenneTwister(Seed + i);
                var market = SimulatedMarket.WithSizes([
                    .. Enumerable
                        .Range(0, effects)
                        .Select(_ =>
                            (
                                SimulatedMarket.Cells[random.Next(SimulatedMarket.Cells.Length)],
                                random.Next(2) == 0 ? 1.3 + (0.9 * random.NextDouble()) : 0.4 + (0.35 * random.NextDouble())
                            )
                        ),
                ]);
                var scoped = new ScopedTrades(TradeConditions.All, market.Trade(400 * (1 + random.Next(8)), random), 5);
                var findings = scoped.Of(scoped.Size);
                foreach (var cell in findings.Table.Cells(5))
                {
                    foreach (var isBetter in s_directions.Where(isBetter => findings.Confidence(cell, isBetter) >= 0.9))
                        believed.Add(market.IsTrueOfSize(cell, isBetter));
                }

                foreach (var insight in InsightMaking.Of(scoped, default).Where(IsOfSize))
                {
                    var truth = market.TrueDifference(insight.Conditions);
                    inside.Add(truth >= insight.ExpectedDifference!.Lower && truth <= insight.ExpectedDifference.Upper);
                    insideRaw.Add(
                        truth >= insight.Result!.Lower - insight.RestResult!.Mean && truth <= insight.Result.Upper - insight.RestResult.Mean
                    );
                }
            }
        );
        yield return new ValidityRow(
            Section,
            $"{name}: of all conditions with a confidence of .9 or more, truly so",
            "≥ 85 %",
            [(Service, Figures.Share(believed.Count(one => one), believed.Count))]
        );
        yield return new ValidityRow(
            Section,
            $"{name}: the true difference is within the interval that an insight states; within Student's of the mean there",
            "≥ 90 %",
            [
                (
                    Service,
                    $"{Figures.Share(inside.Count(one => one), inside.Count)}; "
                        + $"{Figures.Share(insideRaw.Count(one => one), insideRaw.Count)}"
                ),
            ]
        );
    }

    private static bool IsOfSize(Insight insight) => insight.Outcome != InsightOutcome.WinRate;

    private static List<TradeResult> Trades(SimulatedMarket market, int count, int run) =>
        market.Trade(count, new MersenneTwister(Seed + run));

    private static List<Insight> Learn(List<TradeResult> trades) => JournalCases.Learn(trades);
}
