using LearningActors.Client;

namespace LearningActors.Simulation;

/// <summary>The desk's trades, whose chances only the simulation knows.</summary>
internal sealed class SimulatedTrades(Random random)
{
    internal const int TradesADay = 36;
    private static readonly string[] s_phases = ["range", "drive", "pause"];
    private static readonly string[] s_symbols = ["BTC/USD", "ETH/USD", "SOL/USD"];
    private int _count;

    /// <summary>The setups, which are the desk's strategy rules too.</summary>
    internal static IReadOnlyList<string> Setups { get; } = ["pullback", "breakout", "reversal"];

    /// <summary>The conditions under which trades truly win more often than the rest, and less often.</summary>
    internal static IReadOnlyList<(string Setup, string Phase, bool IsBetter)> Planted { get; } =
    [("pullback", "range", true), ("breakout", "drive", true), ("breakout", "pause", false)];

    /// <summary>The true probability of a win.</summary>
    internal static double WinRate(string setup, string phase) =>
        (setup, phase) switch
        {
            ("pullback", "range") => 0.70,
            ("breakout", "drive") => 0.66,
            ("breakout", "pause") => 0.28,
            _ => 0.45,
        };

    /// <summary>The trades of a day, as the API takes them.</summary>
    internal TradeInput[] OneDay(DateOnly date) => [.. Enumerable.Range(0, TradesADay).Select(_ => Trade(date))];

    private TradeInput Trade(DateOnly date)
    {
        var (setup, phase) = (Setups[random.Next(Setups.Count)], s_phases[random.Next(s_phases.Length)]);
        var wins = random.NextDouble() < WinRate(setup, phase);
        var entryTime = new DateTimeOffset(date.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero).AddMinutes(random.Next(420));
        // Risks 2 of 100, and makes 4 or loses at the stop; on the way a loss was a little in favour, a win a little against.
        var (exit, lowest, highest) = wins ? (104m, 99.2m, 104.1m) : (98m, 97.9m, 100.9m);
        return new TradeInput
        {
            TradeId = $"demo-{++_count}",
            StrategyRule = setup,
            Symbol = s_symbols[random.Next(s_symbols.Length)],
            Side = "long",
            SetupType = setup,
            MarketPhase = phase,
            Timeframe = random.Next(2) == 0 ? "5m" : "15m",
            EntryTime = entryTime,
            ExitTime = entryTime.AddMinutes(5 + random.Next(90)),
            EntryPrice = 100m,
            ExitPrice = exit,
            Quantity = 1m,
            Fees = 0.1m,
            StopPrice = 98m,
            LowestPrice = lowest,
            HighestPrice = highest,
            Status = wins ? "tp1_hit" : "stopped",
            EntryReasoning = $"A {setup} in a {phase}.",
        };
    }
}
