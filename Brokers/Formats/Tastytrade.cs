using LearningActors.Recommendations;

namespace LearningActors.Brokers.Formats;

/// <summary>
/// tastytrade's "transaction history" as CSV, in the layout up to 2023 and in the newer one, which has a column <c>Total</c>.
/// </summary>
/// <remarks>
/// <c>Value</c> is the cash that moved before costs. Costs are negative in an export; in converted copies some are positive. Which it
/// is follows from the file as a whole, so that a credit in one row stays a credit.
/// </remarks>
internal sealed class Tastytrade : IBrokerTable
{
    public string Name => "tastytrade";

    public string[] Columns { get; } =
    ["Date", "Type", "Sub Type", "Action", "Symbol", "Instrument Type", "Value", "Quantity", "Commissions", "Fees"];

    public IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context)
    {
        TextRow[] rows = [.. table.Rows.Where(row => !row.IsBlank)];
        var (commissions, fees) = (Sign(rows, "Commissions"), Sign(rows, "Fees"));
        var ids = new ContentIds(Name);
        return [.. rows.Select(row => Read(row, commissions, fees, ids, context.Account))];
    }

    /// <summary>−1 where costs are negative, 1 where they are positive.</summary>
    private static int Sign(TextRow[] rows, string column) =>
        rows.Count(row => row[column].StartsWith('-') && row[column] != "--") * 2
        >= rows.Count(row => row[column].Any(one => one is >= '1' and <= '9'))
            ? -1
            : 1;

    private static BrokerRow Read(TextRow row, int commissions, int fees, ContentIds ids, string? account)
    {
        var movesPosition = row["Type"] != "Money Movement";
        try
        {
            var at = FieldText.Instant(row["Date"], "Date", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'");
            var (value, quantity) = (FieldText.Number(row["Value"], "Value"), Math.Abs(FieldText.Number(row["Quantity"], "Quantity")));
            var costs =
                (commissions * FieldText.Number(row["Commissions"], "Commissions")) + (fees * FieldText.Number(row["Fees"], "Fees"));
            var currency = row["Currency"] is { Length: > 0 } given ? given : "USD";
            var symbol = row["Symbol"];
            if (!movesPosition || symbol.Length == 0 || quantity == 0)
                return new CashRow(
                    row.Line,
                    ids.Of(account, at, null, $"{row["Sub Type"]}/{symbol}", "cash", 0, value - costs),
                    at,
                    CashKinds.Of(row["Sub Type"], value),
                    row["Description"] is { Length: > 0 } description ? $"{row["Sub Type"]}: {description}" : row["Sub Type"],
                    value - costs,
                    currency,
                    symbol.Length > 0 ? symbol : null,
                    account
                );
            if (What(row["Type"], row["Sub Type"], row["Action"]) is not ({ } action, { } cause))
                return new UnusableRow(
                    row.Line,
                    $"is '{row["Type"]}, {row["Sub Type"]}', which does not say what it does to the position",
                    true
                );
            var asset = Asset(row["Instrument Type"]);
            var instrument = (asset == InstrumentKind.Option ? Occ.Normal(symbol) : null) ?? symbol;
            var order = row["Order #"] is { Length: > 0 } number ? number : null;
            return new MovementRow(
                row.Line,
                new Movement(
                    ids.Of(account, at, order, instrument, $"{action}/{cause}", quantity, value),
                    at,
                    instrument,
                    asset,
                    Underlying(row, asset, instrument),
                    action,
                    cause,
                    quantity,
                    Math.Abs(value) / quantity,
                    costs,
                    currency,
                    row["Multiplier"] is { Length: > 0 } multiplier ? FieldText.Number(multiplier, "Multiplier") : 1,
                    order,
                    account
                )
            );
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return new UnusableRow(row.Line, $"can't be read: {exception.Message}", movesPosition);
        }
    }

    private static (ExecutionAction? Action, ExecutionCause? Cause) What(string type, string subType, string action) =>
        (type, subType) switch
        {
            (_, "Expiration") => (ExecutionAction.Expired, ExecutionCause.OptionEnd),
            (_, "Assignment" or "Exercise") => (ExecutionAction.Assigned, ExecutionCause.OptionEnd),
            (_, "Cash Settled Assignment" or "Cash Settled Exercise") => (ExecutionAction.Assigned, ExecutionCause.CashSettlement),
            ("Trade", _) => (Traded(action) ?? Traded(subType), ExecutionCause.Trade),
            (_, "Buy to Open" or "Sell to Open" or "Buy to Close" or "Sell to Close") => (
                Traded(action) ?? Traded(subType),
                ExecutionCause.Delivery
            ),
            (
                _,
                "Forward Split"
                    or "Reverse Split"
                    or "Symbol Change"
                    or "Merger"
                    or "Stock Merger"
                    or "Spin Off"
                    or "Spinoff"
                    or "Name Change"
            ) => (Traded(action), ExecutionCause.CorporateAction),
            _ => (Traded(action), ExecutionCause.Other),
        };

    private static ExecutionAction? Traded(string action) =>
        action.Replace(' ', '_').ToUpperInvariant() switch
        {
            "BUY_TO_OPEN" => ExecutionAction.BuyToOpen,
            "SELL_TO_OPEN" => ExecutionAction.SellToOpen,
            "BUY_TO_CLOSE" => ExecutionAction.BuyToClose,
            "SELL_TO_CLOSE" => ExecutionAction.SellToClose,
            _ => null,
        };

    private static InstrumentKind Asset(string instrumentType) =>
        instrumentType switch
        {
            "Equity" => InstrumentKind.Share,
            "Equity Option" => InstrumentKind.Option,
            "Future" => InstrumentKind.Future,
            "Future Option" => InstrumentKind.FutureOption,
            "Cryptocurrency" => InstrumentKind.Crypto,
            _ => InstrumentKind.Other,
        };

    private static string Underlying(TextRow row, InstrumentKind asset, string instrument)
    {
        if (row["Underlying Symbol"] is { Length: > 0 } given)
            return given.Replace('/', '.') is var share && asset == InstrumentKind.Option ? share : given;
        return asset == InstrumentKind.Option && Occ.Normal(instrument) is not null ? Occ.Underlying(instrument) : instrument;
    }
}
