using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using LearningActors.Cli.Files;

namespace LearningActors.Cli.Import;

/// <summary>Reads executions from tastytrade's export, and from CSV whose columns are the fields of <c>POST …/executions</c>.</summary>
public static class BrokerFile
{
    /// <summary>Reads every row.</summary>
    /// <exception cref="CommandException">The CSV is not valid.</exception>
    public static IReadOnlyList<BrokerRow> Read(InputFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            using var csv = CsvReader.FromText(file.Text, new CsvReaderOptions { HasHeader = true, TrackLineNumbers = true });
            if (csv.Headers.GroupBy(header => header.Trim()).FirstOrDefault(header => header.Count() > 1) is { } twice)
                throw new CommandException($"The file has the column '{twice.Key}' twice.");
            var (rows, seen, line) = (new List<BrokerRow>(), new Dictionary<string, int>(), 1);
            while (csv.Read())
            {
                line++;
                var fields = Enumerable
                    .Range(0, Math.Min(csv.Headers.Count, csv.FieldCount))
                    .ToDictionary(i => csv.Headers[i].Trim(), i => csv.GetString(i).TrimEnd());
                if (file.Kind == FileKind.ExecutionsCsv)
                {
                    rows.Add(ReadOwn(line, fields));
                    continue;
                }

                // A broker may fill one order in several rows that are all alike: the first of them is one, the second another.
                var content = string.Join('\u001f', fields.Values);
                seen[content] = seen.GetValueOrDefault(content) + 1;
                rows.Add(ReadTastytrade(line, fields, IdOf(content, seen[content])));
            }

            return rows;
        }
        catch (CsvFormatException exception)
        {
            throw new CommandException($"The file is not valid CSV: {exception.Message}");
        }
    }

    private static BrokerRow ReadTastytrade(int line, Dictionary<string, string> row, string id)
    {
        if (row["Type"] == "Money Movement")
            return new BrokerRow(line, null, $"{row["Sub Type"]} {row["Value"]}", null);
        try
        {
            var action = (row["Sub Type"], row["Action"]) switch
            {
                ("Assignment" or "Exercise", _) => "assigned",
                ("Expiration", _) => "expired",
                (_, "SELL_TO_OPEN") => "STO",
                (_, "BUY_TO_CLOSE") => "BTC",
                (_, "BUY_TO_OPEN") => "BTO",
                (_, "SELL_TO_CLOSE") => "STC",
                _ => null,
            };
            if (action is null)
                return new BrokerRow(line, null, null, $"is a {row["Type"]}, {row["Sub Type"]}, which is not an execution");
            var quantity = Number(row, "Quantity");
            return new BrokerRow(
                line,
                new JsonObject
                {
                    ["execution_id"] = id,
                    ["executed_at"] = DateTimeOffset
                        .ParseExact(row["Date"], "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
                        .UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    ["instrument"] = row["Symbol"],
                    ["action"] = action,
                    ["quantity"] = quantity,
                    // What moved, for one contract or share; the export's own average is rounded.
                    ["price"] = action is "assigned" or "expired" ? 0 : Math.Abs(Number(row, "Value")) / quantity,
                    ["fees"] = Number(row, "Fees") - Number(row, "Commissions"),
                },
                null,
                null
            );
        }
        catch (Exception exception) when (exception is FormatException or DivideByZeroException or OverflowException)
        {
            return new BrokerRow(line, null, null, $"cannot be read: {exception.Message}");
        }
    }

    private static BrokerRow ReadOwn(int line, Dictionary<string, string> row)
    {
        var execution = new JsonObject();
        foreach (var (name, value) in row.Where(field => field.Value.Length > 0))
        {
            if (name is not ("quantity" or "price" or "fees"))
                execution[name] = value;
            else if (decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
                execution[name] = number;
            else
                return new BrokerRow(line, null, null, $"{name} is '{value}', which is not a number");
        }

        return new BrokerRow(line, execution, null, null);
    }

    private static decimal Number(Dictionary<string, string> row, string field) =>
        decimal.TryParse(row[field], NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{field} is '{row[field]}', which is not a number");

    private static string IdOf(string content, int occurrence) =>
        $"tastytrade:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 12))}:{occurrence}";
}
