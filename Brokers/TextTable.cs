using CsvHelper;

namespace LearningActors.Brokers;

/// <summary>A record of a CSV file.</summary>
/// <param name="Number">The line where it begins, from 1 on.</param>
/// <param name="Fields">Its fields, trimmed.</param>
internal sealed record TextLine(int Number, string[] Fields);

/// <summary>The records of a CSV file after the one that names the columns. Names are compared without case.</summary>
internal sealed class TextTable
{
    private const int SampleLength = 4096;

    private readonly Dictionary<string, int> _columns;
    private readonly IReadOnlyList<TextLine> _lines;

    private TextTable(Dictionary<string, int> columns, IReadOnlyList<TextLine> lines) => (_columns, _lines) = (columns, lines);

    /// <summary>The records, in the order of the file.</summary>
    internal IEnumerable<TextRow> Rows => _lines.Select(line => new TextRow(this, line));

    internal bool Has(string column) => _columns.ContainsKey(column);

    internal string Value(TextLine line, string column) =>
        _columns.TryGetValue(column, out var i) && i < line.Fields.Length ? line.Fields[i] : "";

    /// <summary>The table whose columns are named by a line.</summary>
    internal static TextTable After(IReadOnlyList<TextLine> lines, int header)
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < lines[header].Fields.Length; i++)
            columns.TryAdd(lines[header].Fields[i], i);
        return new TextTable(columns, [.. lines.Skip(header + 1)]);
    }

    /// <summary>The records of a text. The separator is whichever of comma, semicolon and tab its beginning has most.</summary>
    internal static IReadOnlyList<TextLine> Lines(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, SampleLength));
        var separator =
            sample.Count(';') > sample.Count(',') ? ';'
            : sample.Count('\t') > sample.Count(',') ? '\t'
            : ',';
        using var csv = CsvReader.FromText(
            text,
            new CsvReaderOptions
            {
                HasHeader = false,
                TrackLineNumbers = true,
                Separator = separator,
            }
        );
        var lines = new List<TextLine>();
        try
        {
            while (csv.Read())
            {
                var fields = new string[csv.FieldCount];
                for (var i = 0; i < fields.Length; i++)
                    fields[i] = csv.GetString(i).Trim().Trim('\uFEFF');
                lines.Add(new TextLine((int)csv.LineNumber, fields));
            }
        }
        catch (CsvFormatException exception)
        {
            throw new UnknownBrokerFileException($"It is not CSV: {exception.Message}");
        }

        return lines;
    }
}

/// <summary>A record whose fields have names. A missing field is empty.</summary>
internal readonly struct TextRow(TextTable table, TextLine line)
{
    internal int Line => line.Number;

    internal string this[string column] => table.Value(line, column);

    internal bool IsBlank => Array.TrueForAll(line.Fields, text => text.Length == 0);
}
