namespace LearningActors.Cli.Files;

/// <summary>A command that takes a file.</summary>
/// <param name="Name">As it is typed after <c>./run</c>.</param>
/// <param name="Takes">The files that it can read, for messages.</param>
public sealed record FileCommand(string Name, string Takes)
{
    /// <summary>Logs explanations and votes.</summary>
    public static FileCommand Replay { get; } = new("replay", "explanations or recommendations, one JSON object a line");

    /// <summary>Stores closed trades.</summary>
    public static FileCommand ImportTrades { get; } =
        new("import trades", "CSV or JSON with the fields of POST /api/trades, or a backtest of freqtrade");

    /// <summary>Stores executions.</summary>
    public static FileCommand ImportBroker { get; } =
        new(
            "import broker",
            "an export of tastytrade, Interactive Brokers (Flex), thinkorswim, Fidelity or E*TRADE, "
                + "or CSV with the columns execution_id, executed_at, instrument, action, quantity, price, fees"
        );
}
