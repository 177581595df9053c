using System.Globalization;
using LearningActors.Recommendations;

namespace LearningActors.Brokers.Formats;

/// <summary>CSV whose columns are the fields of <c>POST /api/recommendations/executions</c>.</summary>
internal sealed class ServiceCsv : IBrokerTable
{
    public string Name => "LearningActors";

    public string[] Columns { get; } = ["execution_id", "executed_at", "instrument", "action", "quantity"];

    public IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context) =>
        [.. table.Rows.Where(row => !row.IsBlank).Select(row => Read(row, context))];

    private static BrokerRow Read(TextRow row, BrokerFileContext context)
    {
        try
        {
            var symbol = row["instrument"].ToUpperInvariant();
            var contract = Occ.Normal(symbol);
            if (row["execution_id"].Length == 0 || symbol.Length == 0)
                throw new FormatException("execution_id or instrument is missing");
            var action =
                Actions.FindExecuted(row["action"]) ?? throw new FormatException("action is not STO, BTC, BTO, STC, assigned or expired");
            var ends = action is ExecutionAction.Assigned or ExecutionAction.Expired;
            if (!ends && row["price"].Length == 0)
                throw new FormatException("price is missing");
            return new MovementRow(
                row.Line,
                new Movement(
                    row["execution_id"],
                    DateTimeOffset.TryParse(row["executed_at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                        ? at.ToUniversalTime()
                        : throw new FormatException("executed_at is not a time, such as 2020-12-29T15:36:21Z"),
                    contract ?? symbol,
                    contract is null ? InstrumentKind.Share : InstrumentKind.Option,
                    contract is null ? symbol : Occ.Underlying(contract),
                    action,
                    ends ? ExecutionCause.OptionEnd : ExecutionCause.Trade,
                    FieldText.Number(row["quantity"], "quantity") is > 0 and var quantity
                        ? quantity
                        : throw new FormatException("quantity is not more than 0"),
                    FieldText.Number(row["price"], "price"),
                    FieldText.Number(row["fees"], "fees"),
                    row["currency"] is { Length: > 0 } currency ? currency : "USD",
                    contract is null ? 1 : 100,
                    row["order_id"] is { Length: > 0 } order ? order : null,
                    row["account"] is { Length: > 0 } account ? account : context.Account,
                    row["recommendation_id"] is { Length: > 0 } recommendation ? recommendation : null
                )
            );
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return new UnusableRow(row.Line, $"can't be read: {exception.Message}", true);
        }
    }
}
