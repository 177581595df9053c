namespace LearningActors.Cli.Files;

/// <summary>What a file is, told from its content and not from its name.</summary>
/// <param name="LooksLike">What it is called in a message.</param>
/// <param name="TakenBy">The command that takes it; null where none does.</param>
public sealed record FileKind(string LooksLike, FileCommand? TakenBy = null)
{
    internal static readonly FileKind Explanations = new("explanations, one JSON object a line", FileCommand.Replay);
    internal static readonly FileKind SignalRecommendations = new("recommendations, one JSON object a line", FileCommand.Replay);
    internal static readonly FileKind TradesJson = new("trades as JSON", FileCommand.ImportTrades);
    internal static readonly FileKind TradeLines = new("trades, one JSON object a line", FileCommand.ImportTrades);
    internal static readonly FileKind TradesCsv = new("trades as CSV", FileCommand.ImportTrades);
    internal static readonly FileKind FreqtradeBacktest = new("a backtest of freqtrade", FileCommand.ImportTrades);
    internal static readonly FileKind Tastytrade = new("tastytrade's export", FileCommand.ImportBroker);
    internal static readonly FileKind InteractiveBrokers = new("a Flex report of Interactive Brokers", FileCommand.ImportBroker);
    internal static readonly FileKind Thinkorswim = new("trades of thinkorswim", FileCommand.ImportBroker);
    internal static readonly FileKind Fidelity = new("Fidelity's history of an account", FileCommand.ImportBroker);
    internal static readonly FileKind Etrade = new("E*TRADE's activity of an account", FileCommand.ImportBroker);
    internal static readonly FileKind ExecutionsCsv = new("executions as CSV", FileCommand.ImportBroker);

    internal static readonly FileKind ExplanationsArray = new("explanations as JSON that does not have one object a line");
    internal static readonly FileKind ExecutionsJson = new("executions as JSON");
    internal static readonly FileKind OptionRecommendations = new("recommendations for POST /api/v1/strategies/learning/recommendations");

    internal static readonly FileKind Pdf = new("a PDF document");
    internal static readonly FileKind Spreadsheet = new("a spreadsheet or another archive (save it as CSV)");
    internal static readonly FileKind Compressed = new("a compressed file (unpack it)");
    internal static readonly FileKind Binary = new("a binary file");
    internal static readonly FileKind Markup = new("XML or HTML");
    internal static readonly FileKind OtherJson = new("JSON of another kind");
    internal static readonly FileKind BrokenJson = new("JSON that is not valid");
    internal static readonly FileKind OtherCsv = new("CSV with other columns");
    internal static readonly FileKind OtherText = new("plain text");
}
