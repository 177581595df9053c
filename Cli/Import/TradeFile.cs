using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using LearningActors.Cli.Files;
using LearningActors.Client;

namespace LearningActors.Cli.Import;

/// <summary>Reads files of trades: CSV or JSON (also an object a line) with the API's fields, and backtests of freqtrade.</summary>
public static class TradeFile
{
    private static readonly HashSet<string> s_numbers = new(
        ["entry_price", "exit_price", "quantity", "multiplier", "fees", "pnl", "stop_price", "lowest_price", "highest_price"],
        StringComparer.Ordinal
    );

    /// <summary>Reads every trade.</summary>
    /// <exception cref="CommandException">The CSV is not valid.</exception>
    public static IReadOnlyList<ImportedTrade> Read(InputFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Kind == FileKind.TradesCsv)
            return ReadCsv(file.Text);
        if (file.Kind == FileKind.TradeLines)
            return ReadLines(file.Text);
        return JsonNode.Parse(file.Text) switch
        {
            JsonArray array => Own(array),
            JsonObject one when one.ContainsKey("trade_id") => Own([one.DeepClone()]),
            JsonObject backtest when file.Kind == FileKind.FreqtradeBacktest => FreqtradeBacktest.Read(backtest),
            var root => Own((JsonArray)root!["trades"]!),
        };
    }

    private static List<ImportedTrade> ReadLines(string text)
    {
        var trades = new List<ImportedTrade>();
        using var lines = new StringReader(text);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                trades.Add(ReadNode($"line {number}", JsonNode.Parse(line)));
            }
            catch (JsonException)
            {
                trades.Add(new ImportedTrade($"line {number}", null, "is not valid JSON"));
            }
        }

        return trades;
    }

    private static List<ImportedTrade> Own(JsonArray array) => [.. array.Select((item, i) => ReadNode($"trade {i + 1}", item))];

    private static ImportedTrade ReadNode(string place, JsonNode? node)
    {
        if (node is not JsonObject written)
            return new ImportedTrade(place, null, "is not a JSON object");
        var (trade, unusable) = FileRecord.Read<TradeInput>(written);
        return new ImportedTrade(place, trade, unusable);
    }

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
            throw new CommandException($"The file is not valid CSV: {exception.Message}");
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
                return new ImportedTrade(place, null, $"{column} is '{value}', which is not a number");
        }

        return ReadNode(place, trade);
    }
}
