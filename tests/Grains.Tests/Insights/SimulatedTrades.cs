using LearningActors.Trades;
using MathNet.Numerics.Random;

namespace LearningActors.Tests.Insights;

/// <summary>Trades under conditions that are drawn, won as often as a test says.</summary>
internal static class SimulatedTrades
{
    private static readonly string[] s_setups = ["pullback", "breakout", "reversal", "range-fade"];
    private static readonly string[] s_phases = ["range", "drive", "pause"];

    internal static List<TradeResult> Make(int count, int seed, Func<TradeResult, double> winRate)
    {
        var random = new MersenneTwister(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var trade = new TradeResult(
                        $"{seed}-{i}",
                        s_setups[random.Next(4)],
                        s_phases[random.Next(3)],
                        $"S{random.Next(5)}",
                        $"{5 * (1 + random.Next(3))}m",
                        random.Next(24),
                        IsWin: false
                    );
                    return trade with { IsWin = random.NextDouble() < winRate(trade) };
                }),
        ];
    }
}
