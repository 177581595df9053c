using LearningActors.Recommendations;

namespace LearningActors.Brokers.Formats;

/// <summary>Fidelity's "activity and orders" as CSV. It has days and no times: rows stand at the close of trading in New York.</summary>
internal sealed class Fidelity : IBrokerTable
{
    private static readonly string[] s_days = ["MM/dd/uuuu", "MM-dd-uuuu", "M/d/uuuu", "uuuu-MM-dd"];

    public string Name => "Fidelity";

    public string[] Columns { get; } = ["Run Date", "Action", "Symbol", "Quantity"];

    public IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context)
    {
        var (fills, others, ids) = (new List<Fill>(), new List<BrokerRow>(), new ContentIds("fidelity"));
        foreach (var row in table.Rows.Where(row => !row.IsBlank))
        {
            // Disclosures follow the rows.
            if (row["Run Date"].Length is 0 or > 12)
                break;
            try
            {
                Read(row, context, ids, fills, others);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                others.Add(new UnusableRow(row.Line, $"can't be read: {exception.Message}", row["Quantity"].Length > 0));
            }
        }

        return [.. new FillBook(ids).Rows(fills), .. others];
    }

    private static void Read(TextRow row, BrokerFileContext context, ContentIds ids, List<Fill> fills, List<BrokerRow> others)
    {
        var at = FieldText.Close(row["Run Date"], "Run Date", s_days);
        var action = row["Action"].ToUpperInvariant();
        var quantity = FieldText.Number(row["Quantity"], "Quantity");
        var amount = FieldText.Number(First(row, "Amount ($)", "Amount"), "Amount");
        var account = context.Account ?? (First(row, "Account Number", "Account") is { Length: > 0 } given ? given : null);
        var symbol = row["Symbol"].TrimStart('-', ' ');
        if (quantity == 0 || symbol.Length == 0)
        {
            others.Add(
                new CashRow(
                    row.Line,
                    ids.Of(account, at, null, $"{action}/{symbol}", "cash", 0, amount),
                    at,
                    CashKinds.Of(action, amount),
                    row["Action"],
                    amount,
                    "USD",
                    symbol.Length > 0 ? symbol : null,
                    account
                )
            );
            return;
        }

        var contract = row["Symbol"].StartsWith('-') ? Contract(symbol) : null;
        var (instrument, multiplier) = contract is null ? (symbol, 1m) : (contract, 100m);
        var asset = contract is null ? InstrumentKind.Share : InstrumentKind.Option;
        var underlying = contract is null ? symbol : Occ.Underlying(contract);
        var end = contract is null ? null : End(action);
        var (isPurchase, isSale) = (
            action.StartsWith("YOU BOUGHT", StringComparison.Ordinal),
            action.StartsWith("YOU SOLD", StringComparison.Ordinal)
        );
        if (!isPurchase && !isSale && end is null)
        {
            others.Add(new UnusableRow(row.Line, $"is '{Words(row["Action"])}', which does not say what it does to the position", true));
            return;
        }

        fills.Add(
            new Fill(
                row.Line,
                at,
                instrument,
                asset,
                underlying,
                isPurchase,
                action.Contains("OPENING", StringComparison.Ordinal) ? PositionEffect.Open
                    : action.Contains("CLOSING", StringComparison.Ordinal) ? PositionEffect.Close
                    : PositionEffect.Unknown,
                end is not null ? ExecutionCause.OptionEnd
                    : action.Contains("ASSIGN", StringComparison.Ordinal) || action.Contains("EXERCISE", StringComparison.Ordinal)
                        ? ExecutionCause.Delivery
                    : ExecutionCause.Trade,
                Math.Abs(quantity),
                end is null ? FieldText.Number(First(row, "Price ($)", "Price"), "Price") * multiplier : 0,
                FieldText.Number(First(row, "Commission ($)", "Commission"), "Commission")
                    + FieldText.Number(First(row, "Fees ($)", "Fees"), "Fees"),
                "USD",
                multiplier,
                null,
                account,
                end
            )
        );
    }

    private static ExecutionAction? End(string action) =>
        action.StartsWith("EXPIRED", StringComparison.Ordinal) ? ExecutionAction.Expired
        : action.StartsWith("ASSIGNED", StringComparison.Ordinal) ? ExecutionAction.Assigned
        : action.StartsWith("EXERCISED", StringComparison.Ordinal) ? ExecutionAction.Assigned
        : null;

    /// <summary>A contract such as <c>NVDA260710P195</c>: its strike is written as it is.</summary>
    private static string Contract(string symbol)
    {
        for (var i = 1; i + 7 < symbol.Length; i++)
        {
            if (symbol[i..(i + 6)].All(char.IsAsciiDigit) && symbol[i + 6] is 'C' or 'P')
                return Occ.Of(
                    symbol[..i],
                    FieldText.Day(symbol[i..(i + 6)], "Symbol", "yyMMdd"),
                    symbol[i + 6] == 'C',
                    FieldText.Number(symbol[(i + 7)..], "Symbol")
                );
        }

        throw new FormatException("Symbol is not a contract such as -NVDA260710P195");
    }

    private static string First(TextRow row, string one, string other) => row[one] is { Length: > 0 } value ? value : row[other];

    /// <summary>The words before what names the security, so that rows of one cause say the same.</summary>
    private static string Words(string action) => string.Join(' ', action.Split(' ').Take(3));
}
