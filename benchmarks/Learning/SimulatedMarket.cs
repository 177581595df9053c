using System.Collections.Immutable;
using LearningActors.Trades;
using MathNet.Numerics.Random;

namespace LearningActors.Benchmarks.Learning;

/// <summary>
/// A market whose chances are known: trades of all attributes alike, won as often as it says. A win makes 0.3 R and an exponentially
/// distributed rest of 1.2 R on average, so that a few wins are large; of ten losses seven are at the stop, the others before it.
/// </summary>
/// <param name="WinRate">The true probability of a win.</param>
/// <param name="WinFactor">What a win makes there, beside what it makes elsewhere; 1 everywhere where null.</param>
internal sealed record SimulatedMarket(Func<TradeConditions, double> WinRate, Func<TradeConditions, double>? WinFactor = null)
{
    /// <summary>What a win makes on average where its factor is 1, in R.</summary>
    internal const double MeanWin = 1.5;

    private const double MinWin = 0.3;
    private const double Stopped = 0.7;
    private static readonly string[] s_setups = ["pullback", "breakout", "reversal", "fade"];
    private static readonly string[] s_phases = ["range", "drive", "pause"];
    private static readonly string[] s_symbols = ["A", "B", "C", "D", "E"];
    private static readonly string[] s_timeframes = ["5m", "15m", "1h"];
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static readonly ImmutableArray<TradeConditions> s_all =
    [
        .. from setup in s_setups
        from phase in s_phases
        from symbol in s_symbols
        from timeframe in s_timeframes
        from hour in Enumerable.Range(0, 24)
        select new TradeConditions(setup, phase, symbol, timeframe, hour),
    ];

    private readonly Lazy<double[]> _rates = new(() => [.. s_all.Select(WinRate)]);

    /// <summary>Nothing to find.</summary>
    internal static SimulatedMarket Noise { get; } = new(_ => 0.5);

    /// <summary>Values of attributes, and pairs of two attributes' values.</summary>
    internal static ImmutableArray<TradeConditions> Cells { get; } =
    [.. s_all.SelectMany(one => Singles(one).Concat(Pairs(one))).Distinct()];

    /// <summary>A market in which some cells add to, or take from, an even chance.</summary>
    internal static SimulatedMarket With(params (TradeConditions Cell, double Effect)[] effects) =>
        new(trade => Math.Clamp(0.5 + effects.Where(one => Meets(trade, one.Cell)).Sum(one => one.Effect), 0.05, 0.95));

    /// <summary>A market in which trades win evenly, and wins in some cells make so many times as much.</summary>
    internal static SimulatedMarket WithSizes(params (TradeConditions Cell, double Factor)[] effects) =>
        new(_ => 0.5, trade => effects.Where(one => Meets(trade, one.Cell)).Aggregate(1.0, (product, one) => product * one.Factor));

    /// <summary>Trades, hours apart.</summary>
    /// <param name="count">So many bets.</param>
    /// <param name="random">Chance.</param>
    /// <param name="copies">Each is entered so often, by as many rules.</param>
    /// <param name="first">The number of the first.</param>
    internal List<TradeResult> Trade(int count, MersenneTwister random, int copies = 1, int first = 0)
    {
        var trades = new List<TradeResult>(count * copies);
        // Of its own, so that the same trades win in every market.
        var sizes = new MersenneTwister(Math.Abs(random.Next()) ^ first);
        for (var i = first; i < first + count; i++)
        {
            var at = s_all[random.Next(s_all.Length)];
            var (wins, side) = (random.NextDouble() < WinRate(at), random.Next(2) == 0 ? TradeSide.Long : TradeSide.Short);
            var result = wins ? (WinFactor?.Invoke(at) ?? 1) * Win(sizes.NextDouble()) : Loss(sizes.NextDouble());
            for (var copy = 0; copy < copies; copy++)
                trades.Add(
                    new TradeResult($"{i}-{copy}", at.SetupType, at.MarketPhase, at.Symbol!, at.Timeframe, at.Hour!.Value, wins)
                    {
                        Course = new TradeCourse(
                            side,
                            s_start.AddHours(i).AddSeconds(10 * copy),
                            s_start.AddHours(i + 1),
                            s_start.AddHours(i + 1),
                            (decimal)(10 * result),
                            "USD",
                            0.1 * result,
                            result,
                            null,
                            null,
                            []
                        ),
                    }
                );
        }

        return trades;
    }

    /// <summary>
    /// A claim is true: there trades truly win more, or less, often than all others, and where it names several conditions, than those
    /// that meet all but one of them.
    /// </summary>
    internal bool IsTrue(TradeConditions conditions, bool isBetter)
    {
        var (n, sum) = Sum(conditions);
        return Parts(conditions)
            .Select(Sum)
            .All(part =>
                part.N > n
                && (sum / n) - ((part.Sum - sum) / (part.N - n)) is var difference
                && Math.Abs(difference) > 1e-9
                && difference > 0 == isBetter
            );
    }

    /// <summary>Trades there truly make more, or less, once it is known that they win or lose; as <see cref="IsTrue"/>.</summary>
    internal bool IsTrueOfSize(TradeConditions conditions, bool isBetter)
    {
        var there = Factor(conditions);
        return Parts(conditions)
            .Select(Factor)
            .All(part => there.IsUnlike(part.Minus(there)) && there.Mean > part.Minus(there).Mean == isBetter);
    }

    /// <summary>What trades under conditions truly make more than the others that end alike, in R.</summary>
    internal double TrueDifference(TradeConditions conditions)
    {
        var (there, rest) = (Factor(conditions), Factor(TradeConditions.All).Minus(Factor(conditions)));
        return MeanWin * TrueRate(conditions) * (there.Mean - rest.Mean);
    }

    /// <summary>The true share of wins under conditions.</summary>
    internal double TrueRate(TradeConditions conditions) => Sum(conditions) is var (n, sum) ? sum / n : 0;

    private static double Win(double chance) => MinWin - ((MeanWin - MinWin) * Math.Log(1 - chance));

    private static double Loss(double chance) => chance < Stopped ? -1 : -(chance - Stopped) / (1 - Stopped);

    /// <summary>The factors of wins under conditions, weighted by how likely they win.</summary>
    private Weighted Factor(TradeConditions conditions)
    {
        var (n, sum) = (0.0, 0.0);
        for (var i = 0; i < s_all.Length; i++)
        {
            if (Meets(s_all[i], conditions))
                (n, sum) = (n + _rates.Value[i], sum + (_rates.Value[i] * (WinFactor?.Invoke(s_all[i]) ?? 1)));
        }

        return new Weighted(n, sum);
    }

    private readonly record struct Weighted(double N, double Sum)
    {
        internal double Mean => Sum / N;

        internal Weighted Minus(Weighted other) => new(N - other.N, Sum - other.Sum);

        internal bool IsUnlike(Weighted other) => Math.Abs(Mean - other.Mean) > 1e-9;
    }

    private (double N, double Sum) Sum(TradeConditions conditions)
    {
        var (n, sum) = (0, 0.0);
        for (var i = 0; i < s_all.Length; i++)
        {
            if (Meets(s_all[i], conditions))
                (n, sum) = (n + 1, sum + _rates.Value[i]);
        }

        return (n, sum);
    }

    private static bool Meets(TradeConditions trade, TradeConditions cell) =>
        (cell.SetupType ?? trade.SetupType, cell.MarketPhase ?? trade.MarketPhase, cell.Symbol ?? trade.Symbol)
            == (trade.SetupType, trade.MarketPhase, trade.Symbol)
        && (cell.Timeframe ?? trade.Timeframe, cell.Hour ?? trade.Hour) == (trade.Timeframe, trade.Hour);

    private static IEnumerable<TradeConditions> Parts(TradeConditions conditions) =>
        new[]
        {
            conditions with
            {
                SetupType = null,
            },
            conditions with
            {
                MarketPhase = null,
            },
            conditions with
            {
                Symbol = null,
            },
            conditions with
            {
                Timeframe = null,
            },
            conditions with
            {
                Hour = null,
            },
        }.Where(part => part != conditions);

    private static TradeConditions[] Singles(TradeConditions one) =>
        [
            new(SetupType: one.SetupType),
            new(MarketPhase: one.MarketPhase),
            new(Symbol: one.Symbol),
            new(Timeframe: one.Timeframe),
            new(Hour: one.Hour),
        ];

    private static IEnumerable<TradeConditions> Pairs(TradeConditions one)
    {
        var singles = Singles(one);
        for (var i = 0; i < singles.Length; i++)
        {
            for (var j = i + 1; j < singles.Length; j++)
            {
                var (first, second) = (singles[i], singles[j]);
                yield return new TradeConditions(
                    first.SetupType ?? second.SetupType,
                    first.MarketPhase ?? second.MarketPhase,
                    first.Symbol ?? second.Symbol,
                    first.Timeframe ?? second.Timeframe,
                    first.Hour ?? second.Hour
                );
            }
        }
    }
}
