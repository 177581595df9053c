using System.Collections.Concurrent;
using System.Collections.Immutable;
using LearningActors.Insights;
using LearningActors.Trades;
using MathNet.Numerics.Random;

namespace LearningActors.Benchmarks.Learning;

/// <summary>How often what the journal learns is true, on simulated markets. Seeds are fixed: the same figures each time.</summary>
internal static class JournalCases
{
    private const string Section = "The journal";
    private const string Simple = "simple";
    private const string Service = "service";
    private const int Seed = 20261122;
    private const int Runs = 200;

    /// <summary>The desk of <c>./run demo</c>.</summary>
    internal static readonly ImmutableArray<(TradeConditions Cell, double Effect)> Planted =
    [
        (new("pullback", "range"), 0.25),
        (new("breakout", "drive"), 0.21),
        (new("breakout", "pause"), -0.17),
    ];

    /// <summary>Every case, as it is done.</summary>
    internal static IEnumerable<ValidityRow> Rows()
    {
        foreach (var bets in new[] { 400, 2000 })
            yield return Noise($"nothing to find among {bets} trades: any insight", bets, 1);
        yield return Noise("nothing to find among 1000 bets, each entered by two rules: any insight", 1000, 2);
        foreach (var bets in new[] { 400, 1000 })
            yield return Power(bets);
        foreach (var bets in new[] { 1000, 2000, 4000 })
            yield return ThreePlanted(bets);
        foreach (var bets in new[] { 500, 2000 })
            yield return ClaimsOnNoise(bets);
        yield return TrueClaims();
        yield return Nights();
        foreach (var row in Calibration("one true effect", 1).Concat(Calibration("twelve true effects", 12)))
            yield return row;
    }

    private static ValidityRow Noise(string name, int bets, int copies)
    {
        var former = Figures.Share(Runs, i => FormerMining.Find(Trades(SimulatedMarket.Noise, bets, i, copies)).Count > 0);
        var service = Figures.Share(Runs, i => Learn(Trades(SimulatedMarket.Noise, bets, i, copies)).Count > 0);
        return new ValidityRow(Section, name, "≤ 10 %, two families at 5 %", [(Simple, former), (Service, service)]);
    }

    private static ValidityRow Power(int bets)
    {
        var (cell, isBetter) = (new TradeConditions("pullback"), true);
        var market = SimulatedMarket.With((cell, 0.15));
        return new ValidityRow(
            Section,
            $"a setup that wins 15 points more, {bets} trades: found",
            "more than the simple method",
            [
                (Simple, Figures.Share(Runs, i => FormerMining.Find(Trades(market, bets, i)).Any(one => one.Conditions == cell))),
                (
                    Service,
                    Figures.Share(Runs, i => Learn(Trades(market, bets, i)).Any(one => one.Conditions == cell && one.IsBetter == isBetter))
                ),
            ]
        );
    }

    private static ValidityRow ThreePlanted(int bets)
    {
        var market = SimulatedMarket.With([.. Planted]);
        var (former, service) = (new ConcurrentBag<int>(), new ConcurrentBag<int>());
        var exact = Figures.Share(
            Runs,
            i =>
            {
                var trades = Trades(market, bets, i);
                former.Add(FormerMining.Find(trades).Count);
                var found = Learn(trades);
                service.Add(found.Count);
                return found.Count == Planted.Length
                    && Planted.All(one =>
                        found.Any(insight =>
                            insight.Outcome == InsightOutcome.WinRate
                            && insight.Conditions == one.Cell
                            && insight.IsBetter == one.Effect > 0
                        )
                    );
            }
        );
        return new ValidityRow(
            Section,
            $"three planted pairs (+25, +21, −17 points), {bets} trades: insights, and runs with these three and nothing else",
            "3, and nothing else",
            [(Simple, Figures.Mean(former)), (Service, $"{Figures.Mean(service)}; {exact}")]
        );
    }

    /// <summary>A model that claims the most extreme cells of each batch, with the right figures.</summary>
    private static ValidityRow ClaimsOnNoise(int bets)
    {
        var (former, service, certain) = (new ConcurrentBag<int>(), new ConcurrentBag<int>(), new ConcurrentBag<double>());
        Parallel.For(
            0,
            Runs,
            i =>
            {
                var trades = Trades(SimulatedMarket.Noise, bets, i);
                var table = new BetTable([.. trades.Select(trade => new Bet([trade]))]);
                // As it was: the last 500 trades are shown, and the same trades are what claims are checked against.
                var accepted = trades
                    .TakeLast(500)
                    .Chunk(ModelInsights.BatchSize)
                    .SelectMany(batch => EagerModel.Claims(batch))
                    .Select(claim => (claim.Conditions, claim.IsBetter))
                    .Distinct()
                    .Where(claim => table.Compare(claim.Conditions) is var all && all.IsBetter == claim.IsBetter)
                    .Select(claim => FormerMining.Confidence(table.Compare(claim.Conditions), claim.IsBetter))
                    .Where(confidence => confidence >= 0.6)
                    .ToArray();
                former.Add(accepted.Length);
                foreach (var confidence in accepted)
                    certain.Add(confidence);
                var scoped = new ScopedTrades(TradeConditions.All, trades, 5);
                service.Add(Judge(Claims(scoped), scoped).Count);
            }
        );
        return new ValidityRow(
            Section,
            $"a model that claims the five most extreme cells of each batch, nothing to find among {bets} trades: accepted in a run",
            "≤ 0.05",
            [(Simple, Figures.Mean(former)), (Service, Figures.Mean(service))]
        );
    }

    private static ValidityRow TrueClaims()
    {
        var market = SimulatedMarket.With((new("pullback"), 0.2), (new(MarketPhase: "drive"), -0.2));
        TradeConditions[] truths = [new("pullback"), new(MarketPhase: "drive")];
        var (claimed, accepted) = (0, 0);
        Parallel.For(
            0,
            Runs,
            i =>
            {
                var scoped = new ScopedTrades(TradeConditions.All, Trades(market, 2000, i), 5);
                var claims = Claims(scoped);
                Interlocked.Add(ref claimed, truths.Count(truth => claims.Any(claim => Says(claim.Conditions, claim.IsBetter, truth))));
                var found = Judge(claims, scoped);
                Interlocked.Add(ref accepted, truths.Count(truth => found.Any(one => Says(one.Conditions, one.IsBetter, truth))));
            }
        );
        return new ValidityRow(
            Section,
            "the same model, two true effects of 20 points among 2000 trades: of its claims of these the accepted ones",
            "",
            [(Service, Figures.Share(accepted, claimed))]
        );

        static bool Says(TradeConditions conditions, bool isBetter, TradeConditions truth) =>
            conditions == truth && isBetter == (truth.SetupType is not null);
    }

    /// <summary>Night after night on noise; each looks at all trades so far.</summary>
    private static ValidityRow Nights()
    {
        const int years = 30;
        const int nights = 60;
        const int aDay = 40;
        var (ends, ever) = (new ConcurrentBag<int>(), new ConcurrentBag<int>());
        Parallel.For(
            0,
            years,
            year =>
            {
                var trades = SimulatedMarket.Noise.Trade(nights * aDay, new MersenneTwister(Seed + year));
                var (active, all) = (new Dictionary<string, Insight>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
                for (var night = 1; night <= nights; night++)
                {
                    var scoped = new ScopedTrades(TradeConditions.All, trades[..(night * aDay)], 5, null, ContrastMining.NightlyLevel);
                    foreach (var (claim, known) in active.ToArray())
                    {
                        if (InsightMaking.Reestimate(known, scoped, default).Confidence < 0.3)
                            active.Remove(claim);
                    }

                    foreach (var insight in InsightMaking.Of(scoped, default).Where(one => one.Confidence >= 0.6))
                    {
                        active[InsightClaim.Of(insight)] = insight;
                        all.Add(InsightClaim.Of(insight));
                    }
                }

                ends.Add(active.Count);
                ever.Add(all.Count);
            }
        );
        return new ValidityRow(
            Section,
            $"{nights} nights of {aDay} trades each with nothing to find: insights that were ever served, and at the end",
            "",
            [(Service, $"{Figures.Mean(ever)}; {Figures.Mean(ends)}")]
        );
    }

    private static IEnumerable<ValidityRow> Calibration(string name, int effects)
    {
        var (former, service) = (
            new ConcurrentBag<(double Confidence, bool IsTrue)>(),
            new ConcurrentBag<(double Confidence, bool IsTrue)>()
        );
        var (inside, insideRaw) = (new ConcurrentBag<bool>(), new ConcurrentBag<bool>());
        Parallel.For(
            0,
            Runs,
            i =>
            {
                var random = new MersenneTwister(Seed + i);
                var market = SimulatedMarket.With([
                    .. Enumerable
                        .Range(0, effects)
                        .Select(_ =>
                            (
                                SimulatedMarket.Cells[random.Next(SimulatedMarket.Cells.Length)],
                                (random.Next(2) == 0 ? 1 : -1) * (0.1 + (0.15 * random.NextDouble()))
                            )
                        ),
                ]);
                var trades = market.Trade(400 * (1 + random.Next(8)), random);
                var table = new BetTable(Bet.Of(trades));
                // Whatever somebody could claim of it.
                foreach (var cell in table.Cells(5))
                {
                    var isBetter = table.Compare(cell).IsBetter;
                    former.Add((FormerMining.Confidence(table.Compare(cell), isBetter), market.IsTrue(cell, isBetter)));
                }

                var scoped = new ScopedTrades(TradeConditions.All, trades, 5);
                foreach (var cell in table.Cells(5))
                {
                    var isBetter = table.Compare(cell).IsBetter;
                    service.Add((scoped.Findings.Confidence(cell, isBetter), market.IsTrue(cell, isBetter)));
                }

                foreach (var insight in InsightMaking.Of(scoped, default).Where(one => one.Outcome == InsightOutcome.WinRate))
                {
                    var rate = market.TrueRate(insight.Conditions);
                    insideRaw.Add(rate >= insight.WinRate.Lower && rate <= insight.WinRate.Upper);
                    inside.Add(rate >= insight.ExpectedWinRate!.Lower && rate <= insight.ExpectedWinRate.Upper);
                }
            }
        );
        foreach (var (from, to) in new[] { (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.99), (0.99, 1.01), (0.9, 1.01) })
            yield return new ValidityRow(
                "Calibration of the journal",
                (from, to) == (0.9, 1.01)
                    ? $"{name}: of all conditions with a confidence of .9 or more, truly so"
                    : FormattableString.Invariant(
                        $"{name}: of all conditions with a confidence from {from} to {Math.Min(to, 1)}, truly so"
                    ),
                (from, to) == (0.9, 1.01) ? "≥ 85 %" : "",
                [(Simple, Bin(former, from, to)), (Service, Bin(service, from, to))]
            );
        yield return new ValidityRow(
            "Calibration of the journal",
            $"{name}: the true share of wins is within the interval that an insight states",
            "≥ 90 %",
            [
                ("Wilson", Figures.Share(insideRaw.Count(one => one), insideRaw.Count)),
                (Service, Figures.Share(inside.Count(one => one), inside.Count)),
            ]
        );
    }

    private static string Bin(IEnumerable<(double Confidence, bool IsTrue)> all, double from, double to)
    {
        var some = all.Where(one => one.Confidence >= from && one.Confidence < to).ToArray();
        return Figures.Share(some.Count(one => one.IsTrue), some.Length);
    }

    private static List<TradeResult> Trades(SimulatedMarket market, int bets, int run, int copies = 1) =>
        market.Trade(bets, new MersenneTwister(Seed + run), copies);

    /// <summary>What a night makes of trades, without a model.</summary>
    internal static List<Insight> Learn(List<TradeResult> trades) =>
        [.. InsightMaking.Of(new ScopedTrades(TradeConditions.All, trades, 5), default).Where(insight => insight.Confidence >= 0.6)];

    private static ModelClaim[] Claims(ScopedTrades trades) =>
        [
            .. UnseenTrades
                .Shown(trades.Bets, null, ModelInsights.BatchSize, 500)
                .Chunk(ModelInsights.BatchSize)
                .SelectMany(EagerModel.Claims),
        ];

    private static IReadOnlyList<Insight> Judge(ModelClaim[] claims, ScopedTrades trades) =>
        ModelInsights.Judge(claims, trades, 5, 0.6, "simulated", default).Found;
}
