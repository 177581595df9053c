using LearningActors.Recommendations;
using NodaTime;

namespace LearningActors.Brokers.Formats;

/// <summary>CSV as a <see cref="CsvMapping"/> describes it.</summary>
internal sealed class MappedCsv : IBrokerTable
{
    private readonly CsvMapping _mapping;
    private readonly DateTimeZone? _zone;
    private readonly Dictionary<string, string> _sides;

    internal MappedCsv(CsvMapping mapping)
    {
        _mapping = mapping;
        _zone = mapping.TimeZone is { } id ? DateTimeZoneProviders.Tzdb[id] : null;
        _sides = new Dictionary<string, string>(mapping.Sides, StringComparer.OrdinalIgnoreCase);
    }

    public string Name => _mapping.Name;

    public string[] Columns =>
        [
            .. new[]
            {
                _mapping.Columns.Time,
                _mapping.Columns.Symbol,
                _mapping.Columns.Side,
                _mapping.Columns.Quantity,
                _mapping.Columns.Price,
                _mapping.Columns.Commission,
                _mapping.Columns.Fees,
                _mapping.Columns.Currency,
                _mapping.Columns.Order,
                _mapping.Columns.Account,
                _mapping.Columns.Expiration,
                _mapping.Columns.Strike,
                _mapping.Columns.Right,
            }.OfType<string>(),
        ];

    public IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context)
    {
        var (fills, others, ids) = (new List<Fill>(), new List<BrokerRow>(), new ContentIds(_mapping.Name));
        foreach (var row in table.Rows.Where(row => !row.IsBlank))
        {
            try
            {
                Read(row, context, fills, others);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                others.Add(new UnusableRow(row.Line, $"can't be read: {exception.Message}", true));
            }
        }

        return [.. new FillBook(ids).Rows(fills), .. others];
    }

    private void Read(TextRow row, BrokerFileContext context, List<Fill> fills, List<BrokerRow> others)
    {
        var columns = _mapping.Columns;
        if (!_sides.TryGetValue(row[columns.Side], out var side))
        {
            others.Add(new UnusableRow(row.Line, $"is '{row[columns.Side]}', which the mapping's sides do not name", true));
            return;
        }

        var contract = Occ.Normal(row[columns.Symbol]) ?? Contract(row);
        var (instrument, asset, multiplier) = contract is null
            ? (row[columns.Symbol], InstrumentKind.Share, 1m)
            : (contract, InstrumentKind.Option, 100m);
        var quantity = Math.Abs(Number(row, columns.Quantity));
        if (quantity == 0 || instrument.Length == 0)
            throw new FormatException($"{columns.Symbol} or {columns.Quantity} is missing");
        var action = Actions.FindExecuted(side);
        ExecutionAction? end = action is ExecutionAction.Assigned or ExecutionAction.Expired ? action : null;
        fills.Add(
            new Fill(
                row.Line,
                Time(row[columns.Time], context),
                instrument,
                asset,
                contract is null ? instrument : Occ.Underlying(contract),
                side is "BUY" || action is ExecutionAction.BuyToOpen or ExecutionAction.BuyToClose,
                action switch
                {
                    ExecutionAction.BuyToOpen or ExecutionAction.SellToOpen => PositionEffect.Open,
                    ExecutionAction.BuyToClose or ExecutionAction.SellToClose => PositionEffect.Close,
                    _ => PositionEffect.Unknown,
                },
                end is null ? ExecutionCause.Trade : ExecutionCause.OptionEnd,
                quantity,
                end is null ? Number(row, columns.Price) * (_mapping.PriceIsPerShare ? multiplier : 1) : 0,
                (Number(row, columns.Commission) + Number(row, columns.Fees)) * (_mapping.CostsAreNegative ? -1 : 1),
                Text(row, columns.Currency) ?? "USD",
                multiplier,
                Text(row, columns.Order),
                context.Account ?? Text(row, columns.Account),
                end
            )
        );
    }

    private string? Contract(TextRow row)
    {
        var columns = _mapping.Columns;
        if (Text(row, columns.Expiration) is not { } expiration || columns.Strike is null || columns.Right is null)
            return null;
        return Occ.Of(
            row[columns.Symbol],
            FieldText.Day(expiration, columns.Expiration!, "uuuu-MM-dd", "uuuuMMdd", "M/d/uuuu"),
            row[columns.Right].StartsWith("C", StringComparison.OrdinalIgnoreCase),
            Number(row, columns.Strike)
        );
    }

    private DateTimeOffset Time(string text, BrokerFileContext context) =>
        _mapping.TimeFormat is { } format
            ? FieldText.Local(text, _mapping.Columns.Time, _zone ?? context.Zone, format)
            : FieldText.Instant(
                text,
                _mapping.Columns.Time,
                "yyyy-MM-dd'T'HH:mm:sszzz",
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"
            );

    private decimal Number(TextRow row, string? column)
    {
        if (column is null)
            return 0;
        var text = row[column];
        return FieldText.Number(_mapping.DecimalComma ? text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : text, column);
    }

    private static string? Text(TextRow row, string? column) => column is not null && row[column] is { Length: > 0 } text ? text : null;
}
