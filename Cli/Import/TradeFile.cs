using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;

namespace LearningActors.Cli.Import;

/// <summary>Reads files of trades: CSV or JSON with the API's fields, and backtests of freqtrade.</summary>
public static class TradeFile
{
    private static readonly HashSet<string> s_numbers = new(
        ["entry_price", "exit_price", "quantity", "fees", "pnl", "stop_price", "lowest_price", "highest_price"],
        StringComparer.Ordinal
    );

    /// <summary>Reads every trade.</summary>
    /// <param name="name">The file's name; <c>.csv</c> is CSV, all else JSON.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="CommandException">The file is none of the known ones.</exception>
    public static IReadOnlyList<ImportedTrade> Read(string name, string text) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? ReadCsv(text) : ReadJson(name, text);

    private static List<ImportedTrade> ReadJson(string name, string text)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new CommandException($"{name} is not valid JSON: {exception.Message}");
        }

        return root switch
        {
            JsonArray array => Own(array),
            JsonObject own when own["trades"] is JsonArray array => Own(array),
            JsonObject backtest when backtest["strategy"] is JsonObject strategies =>
            [
                .. strategies.SelectMany(strategy => FreqtradeBacktest.Read(strategy.Key, strategy.Value!)),
            ],
            _ => throw new CommandException(
                $"{name} holds no trades: expected an array of trades, an object with the array 'trades', or a backtest of freqtrade."
            ),
        };
    }

    private static List<ImportedTrade> Own(JsonArray array) =>
        [
            .. array.Select(
                (item, i) =>
                    item is JsonObject trade
                        ? new ImportedTrade($"trade {i + 1}", (JsonObject)trade.DeepClone(), null)
                        : new ImportedTrade($"trade {i + 1}", null, "is no JSON object")
            ),
        ];

    private static List<ImportedTrade> ReadCsv(string text)
    {
        try
        {
            using var csv = CsvReader.FromText(
                text,
                new CsvReaderOptions
                {
                    HasHeader = true,
                    TrackLineNumbers = true,
                    TrimWhitespace = true,
                }
            );
            var trades = new List<ImportedTrade>();
            while (csv.Read())
                trades.Add(ReadRow($"line {csv.LineNumber}", csv));
            return trades;
        }
        catch (CsvFormatException exception)
        {
            throw new CommandException($"The file is no CSV whose first line names the columns: {exception.Message}");
        }
    }

    private static ImportedTrade ReadRow(string place, CsvReader csv)
    {
        var trade = new JsonObject();
        for (var i = 0; i < Math.Min(csv.Headers.Count, csv.FieldCount); i++)
        {
            var (column, value) = (csv.Headers[i], csv.GetString(i));
            if (value.Length == 0)
                continue;
            if (!s_numbers.Contains(column))
                trade[column] = value;
            else if (
                decimal.TryParse(value, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            )
                trade[column] = number;
            else
                return new ImportedTrade(place, null, $"{column} is '{value}', which is no number");
        }

        return new ImportedTrade(place, trade, null);
    }
}
