using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;

namespace LearningActors.Http;

/// <summary>
/// Records as a CSV table (RFC 4180, UTF-8). It has the fields of the JSON answer: those of an object within it are columns named
/// <c>outcome.pnl</c>; an array is one cell, as JSON; null is an empty cell.
/// </summary>
/// <typeparam name="T">What a line is.</typeparam>
internal static class CsvTable<T>
{
    internal const string MediaType = "text/csv";

    /// <summary>
    /// A text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or CR) gets an apostrophe; see OWASP, CSV
    /// Injection.
    /// </summary>
    private static readonly CsvWriterOptions s_options = new() { Injection = CsvInjection.Escape };

    private static readonly string[][] s_columns = [.. ColumnsOf(typeof(T), [], [])];

    internal static async Task WriteAsync(Stream stream, IEnumerable<T> items, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(stream, s_options, leaveOpen: true);
        csv.WriteHeader([.. s_columns.Select(column => string.Join('.', column))]);
        foreach (var item in items)
        {
            var row = JsonSerializer.SerializeToElement(item, ApiJson.Options);
            foreach (var column in s_columns)
                Write(csv, Find(row, column));
            await csv.EndRecordAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static JsonElement? Find(JsonElement row, string[] column)
    {
        foreach (var name in column)
        {
            if (row.ValueKind != JsonValueKind.Object)
                return null;
            row = row.GetProperty(name);
        }

        return row;
    }

    private static void Write(CsvWriter csv, JsonElement? cell)
    {
        switch (cell)
        {
            case null or { ValueKind: JsonValueKind.Null }:
                csv.WriteField("");
                break;
            case { ValueKind: JsonValueKind.String } text:
                WriteText(csv, text.GetString()!);
                break;
            case { ValueKind: JsonValueKind.Number } number:
                if (number.TryGetDecimal(out var exact))
                    csv.WriteField(exact, default, CultureInfo.InvariantCulture);
                else
                    csv.WriteField(number.GetDouble(), default, CultureInfo.InvariantCulture);
                break;
            case { } other:
                csv.WriteField(other.GetRawText());
                break;
        }
    }

    /// <summary>A text that is a plain number, such as an account <c>-1</c>, is no formula and stays as it is.</summary>
    private static void WriteText(CsvWriter csv, string text)
    {
        if (
            decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
        )
            csv.WriteField(number, default, CultureInfo.InvariantCulture);
        else
            csv.WriteField(text);
    }

    private static IEnumerable<string[]> ColumnsOf(Type type, string[] path, Type[] around)
    {
        foreach (var property in ApiJson.Options.GetTypeInfo(type).Properties.Where(property => property.Get is not null))
        {
            string[] column = [.. path, property.Name];
            var isObject = ApiJson.Options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Object;
            if (isObject && property.PropertyType != typeof(object) && !around.Contains(property.PropertyType))
            {
                foreach (var inner in ColumnsOf(property.PropertyType, column, [.. around, type]))
                    yield return inner;
            }
            else
            {
                yield return column;
            }
        }
    }
}
