using LearningActors.Recommendations;

namespace LearningActors.Brokers.Formats;

/// <summary>The "account trade history" of thinkorswim (Schwab): times in the platform's zone, no costs, no order numbers.</summary>
internal sealed class Thinkorswim : IBrokerTable
{
    public string Name => "thinkorswim";

    public string[] Columns { get; } = ["Exec Time", "Side", "Qty", "Pos Effect", "Symbol", "Exp", "Strike", "Type", "Price"];

    public IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context)
    {
        var (fills, unusable) = (new List<Fill>(), new List<BrokerRow>());
        var time = "";
        foreach (var row in table.Rows)
        {
            // A statement goes on with other sections.
            if (row.IsBlank || row["Qty"].Length == 0)
                break;
            // The legs of a spread follow its first, without a time of their own.
            time = row["Exec Time"] is { Length: > 0 } given ? given : time;
            try
            {
                fills.Add(Read(row, time, context));
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                unusable.Add(new UnusableRow(row.Line, $"can't be read: {exception.Message}", true));
            }
        }

        return [.. new FillBook(new ContentIds(Name)).Rows(fills), .. unusable];
    }

    private static Fill Read(TextRow row, string time, BrokerFileContext context)
    {
        var isOption = row["Type"] is "CALL" or "PUT";
        var (symbol, quantity) = (row["Symbol"], FieldText.Number(row["Qty"].TrimStart('+'), "Qty"));
        if (symbol.Length == 0 || quantity == 0)
            throw new FormatException("Symbol or Qty is missing");
        return new Fill(
            row.Line,
            FieldText.Local(time, "Exec Time", context.Zone, "M/d/uuuu H:mm", "M/d/yy H:mm:ss", "M/d/yy H:mm", "M/d/uuuu H:mm:ss"),
            isOption
                ? Occ.Of(
                    symbol,
                    FieldText.Day(row["Exp"], "Exp", "d MMM yy", "uuuu-MM-dd", "M/d/yy", "M/d/uuuu"),
                    row["Type"] == "CALL",
                    FieldText.Number(row["Strike"], "Strike")
                )
                : symbol,
            isOption ? InstrumentKind.Option
                : symbol.StartsWith('/') ? InstrumentKind.Future
                : InstrumentKind.Share,
            symbol,
            row["Side"] switch
            {
                "BUY" or "BOT" => true,
                "SELL" or "SOLD" => false,
                _ => throw new FormatException("Side is neither BUY nor SELL"),
            },
            row["Pos Effect"] switch
            {
                "TO OPEN" => PositionEffect.Open,
                "TO CLOSE" => PositionEffect.Close,
                _ => PositionEffect.Unknown,
            },
            ExecutionCause.Trade,
            Math.Abs(quantity),
            FieldText.Number(row["Price"], "Price") * (isOption ? 100 : 1),
            0,
            "USD",
            isOption ? 100 : 1,
            null,
            context.Account
        );
    }
}
