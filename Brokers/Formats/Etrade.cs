using LearningActors.Recommendations;

namespace LearningActors.Brokers.Formats;

/// <summary>E*TRADE's account activity as CSV. It has days and no times: rows stand at the close of trading in New York.</summary>
/// <remarks><c>Amount</c> includes the commission; the price is for one share, also of a contract.</remarks>
internal sealed class Etrade : IBrokerTable
{
    private static readonly string[] s_days = ["MM/dd/yy", "M/d/yy", "MM/dd/uuuu"];

    public string Name => "E*TRADE";

    public string[] Columns { get; } =
    ["Activity/Trade Date", "Activity Type", "Description", "Symbol", "Quantity #", "Price $", "Amount $", "Commission"];

    public IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context)
    {
        var (fills, others, ids) = (new List<Fill>(), new List<BrokerRow>(), new ContentIds("etrade"));
        foreach (var row in table.Rows.Where(row => !row.IsBlank))
        {
            try
            {
                Read(row, context, ids, fills, others);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                others.Add(new UnusableRow(row.Line, $"can't be read: {exception.Message}", row["Quantity #"] is not ("" or "--" or "0")));
            }
        }

        return [.. new FillBook(ids).Rows(fills), .. others];
    }

    private static void Read(TextRow row, BrokerFileContext context, ContentIds ids, List<Fill> fills, List<BrokerRow> others)
    {
        var at = FieldText.Close(row["Activity/Trade Date"], "Activity/Trade Date", s_days);
        var quantity = FieldText.Number(row["Quantity #"], "Quantity #");
        var (type, symbol) = (row["Activity Type"], row["Symbol"]);
        if (quantity == 0 || symbol is "" or "--")
        {
            var amount = FieldText.Number(row["Amount $"], "Amount $");
            others.Add(
                new CashRow(
                    row.Line,
                    ids.Of(context.Account, at, null, $"{type}/{symbol}", "cash", 0, amount),
                    at,
                    CashKinds.Of(type, amount),
                    type,
                    amount,
                    "USD",
                    symbol is "" or "--" ? null : symbol,
                    context.Account
                )
            );
            return;
        }

        var contract = Contract(row["Description"]);
        var (instrument, asset, multiplier) = contract is null
            ? (symbol, InstrumentKind.Share, 1m)
            : (contract, InstrumentKind.Option, 100m);
        (bool IsPurchase, PositionEffect Effect)? traded = type switch
        {
            "Bought To Open" => (true, PositionEffect.Open),
            "Sold To Close" => (false, PositionEffect.Close),
            "Sold To Open" or "Sold Short" => (false, PositionEffect.Open),
            "Bought To Close" or "Bought To Cover" => (true, PositionEffect.Close),
            "Bought" => (true, PositionEffect.Unknown),
            "Sold" => (false, PositionEffect.Unknown),
            _ => null,
        };
        var end = contract is null ? null : End(type);
        if (traded is null && end is null)
        {
            others.Add(new UnusableRow(row.Line, $"is '{type}', which does not say what it does to the position", true));
            return;
        }

        fills.Add(
            new Fill(
                row.Line,
                at,
                instrument,
                asset,
                symbol,
                traded?.IsPurchase ?? quantity > 0,
                traded?.Effect ?? PositionEffect.Close,
                end is null ? ExecutionCause.Trade : ExecutionCause.OptionEnd,
                Math.Abs(quantity),
                end is null ? FieldText.Number(row["Price $"], "Price $") * multiplier : 0,
                FieldText.Number(row["Commission"], "Commission"),
                "USD",
                multiplier,
                null,
                context.Account,
                end
            )
        );
    }

    private static ExecutionAction? End(string type) =>
        type switch
        {
            "Option Expired" or "Option Expiration" => ExecutionAction.Expired,
            "Option Assigned" or "Option Assignment" => ExecutionAction.Assigned,
            "Option Exercised" or "Option Exercise" => ExecutionAction.Assigned,
            _ => null,
        };

    /// <summary>A contract such as <c>PUT  MDB    07/17/26   312.500</c>; null for shares.</summary>
    private static string? Contract(string description) =>
        description.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["CALL" or "PUT", .., var day, var strike] words
            ? Occ.Of(words[1], FieldText.Day(day, "Description", s_days), words[0] == "CALL", FieldText.Number(strike, "Description"))
            : null;
}
