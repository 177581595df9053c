using LearningActors.Brokers.Formats;
using NodaTime;

namespace LearningActors.Brokers;

/// <summary>What a broker's file does not say itself.</summary>
/// <param name="Account">The account; null where the file names it, or there is only one.</param>
/// <param name="Zone">The zone of times without an offset: New York unless the user knows better.</param>
public sealed record BrokerFileContext(string? Account, DateTimeZone Zone)
{
    /// <summary>No account, New York.</summary>
    public static BrokerFileContext Default { get; } = new(null, DateTimeZoneProviders.Tzdb["America/New_York"]);
}

/// <summary>Reads the history of an account as brokers export it.</summary>
public static class BrokerFile
{
    private const int MaxPreamble = 40;

    private static readonly IBrokerTable[] s_tables =
    [
        new Tastytrade(),
        new InteractiveBrokersTable(),
        new Thinkorswim(),
        new Fidelity(),
        new Etrade(),
        new ServiceCsv(),
    ];

    /// <summary>Reads every row.</summary>
    /// <param name="text">The file.</param>
    /// <param name="context">What it does not say itself.</param>
    /// <param name="mapping">How to read it, where it is CSV of another kind.</param>
    /// <exception cref="UnknownBrokerFileException">No format fits.</exception>
    public static BrokerHistory Read(string text, BrokerFileContext context, CsvMapping? mapping = null)
    {
        IBrokerTable[] tables = mapping is null ? s_tables : [new MappedCsv(mapping)];
        if (mapping is null && text.AsSpan().TrimStart("\uFEFF \r\n\t") is ['<', ..])
            return History(InteractiveBrokersXml.Name, InteractiveBrokersXml.Read(text, context));
        var lines = TextTable.Lines(text);
        // Some exports begin with a title, or with sections that are about something else.
        for (var i = 0; i < Math.Min(lines.Count, MaxPreamble); i++)
        {
            foreach (var format in tables)
            {
                if (TextTable.After(lines, i) is var table && format.Columns.All(table.Has))
                    return History(format.Name, format.Read(table, context));
            }
        }

        throw new UnknownBrokerFileException(Unknown(lines, tables));
    }

    private static BrokerHistory History(string format, IReadOnlyList<BrokerRow> rows) =>
        new(format, OrderNumbers.WithoutPlaceholders(rows));

    private static string Unknown(IReadOnlyList<TextLine> lines, IBrokerTable[] tables)
    {
        const string Start = "It is not a known export of a broker.";
        if (lines.Count == 0)
            return $"{Start} The file is empty.";
        if (lines[0].Fields[0] is ['{' or '[', ..])
            return $"{Start} It looks like JSON, which no broker exports; closed trades are no executions of an account.";
        var table = TextTable.After(lines, 0);
        var nearest = tables.MaxBy(format => (double)format.Columns.Count(table.Has) / format.Columns.Length)!;
        string[] missing = [.. nearest.Columns.Where(column => !table.Has(column))];
        var looks = $"Its first line has {lines[0].Fields.Length} columns, the first '{Shortened(lines[0].Fields[0])}'.";
        var resembles =
            nearest.Columns.Length - missing.Length > 1
                ? $" It resembles {nearest.Name}, without the columns {string.Join(", ", missing)}."
                : "";
        return $"{Start} {looks}{resembles} Known are {string.Join(", ", s_tables.Select(one => one.Name))} (CSV), "
            + "and Interactive Brokers' Flex query (XML).";
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}

/// <summary>The export of a broker, as a table.</summary>
internal interface IBrokerTable
{
    /// <summary>The broker.</summary>
    string Name { get; }

    /// <summary>The columns that it is known by.</summary>
    string[] Columns { get; }

    /// <summary>Reads every row.</summary>
    IReadOnlyList<BrokerRow> Read(TextTable table, BrokerFileContext context);
}
