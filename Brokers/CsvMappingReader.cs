using System.Text;
using System.Text.Json;
using LearningActors.Recommendations;
using NodaTime;
using NodaTime.Text;

namespace LearningActors.Brokers;

/// <summary>Reads a mapping, and says of what is wrong in which line and field it is.</summary>
internal sealed class CsvMappingReader
{
    private static readonly string[] s_columns =
    [
        "time",
        "symbol",
        "side",
        "quantity",
        "price",
        "commission",
        "fees",
        "currency",
        "order",
        "account",
        "expiration",
        "strike",
        "right",
    ];
    private static readonly string[] s_fields =
    [
        "name",
        "columns",
        "sides",
        "time_format",
        "time_zone",
        "decimal_comma",
        "costs_are_negative",
        "price_is_per_share",
    ];

    private readonly byte[] _json;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    private CsvMappingReader(string json) => _json = Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF'));

    /// <summary>The mapping of a JSON text.</summary>
    /// <exception cref="UnknownBrokerFileException">It is none; the message names line and field.</exception>
    internal static CsvMapping Read(string json)
    {
        var reader = new CsvMappingReader(json);
        reader.ReadValues();
        return new CsvMapping(
            reader.Text("name"),
            new CsvColumns(
                reader.Text("columns.time"),
                reader.Text("columns.symbol"),
                reader.Text("columns.side"),
                reader.Text("columns.quantity"),
                reader.Text("columns.price"),
                reader.TextOrNull("columns.commission"),
                reader.TextOrNull("columns.fees"),
                reader.TextOrNull("columns.currency"),
                reader.TextOrNull("columns.order"),
                reader.TextOrNull("columns.account"),
                reader.TextOrNull("columns.expiration"),
                reader.TextOrNull("columns.strike"),
                reader.TextOrNull("columns.right")
            ),
            reader.Sides(),
            reader.TextOrNull("time_format"),
            reader.TextOrNull("time_zone"),
            reader.Bool("decimal_comma", false),
            reader.Bool("costs_are_negative", false),
            reader.Bool("price_is_per_share", true)
        );
    }

    private static UnknownBrokerFileException Wrong(string what) => new($"The mapping is not valid: {what}");

    private static UnknownBrokerFileException Wrong(string field, Value value, string what) => Wrong($"line {value.Line}, {field}: {what}");

    /// <summary>Every value by its path, such as <c>columns.time</c>.</summary>
    private void ReadValues()
    {
        var reader = new Utf8JsonReader(
            _json,
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
        );
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw Wrong("expected an object in braces.");
            ReadObject(ref reader, "");
            if (reader.Read())
                throw Wrong("something follows the object.");
        }
        catch (JsonException exception)
        {
            throw Wrong($"line {exception.LineNumber + 1} is not valid JSON.");
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, string path)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = path + reader.GetString();
            reader.Read();
            var value = new Value(LineOf(reader.TokenStartIndex), reader.TokenType, Shown(ref reader));
            Check(field, value);
            if (!_values.TryAdd(field, value))
                throw Wrong(field, value, "it is there twice.");
            if (reader.TokenType == JsonTokenType.StartObject)
                ReadObject(ref reader, $"{field}.");
        }
    }

    private static string? Shown(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    /// <summary>The field exists, and has a value of its kind.</summary>
    private static void Check(string field, Value value)
    {
        var parts = field.Split('.', 2);
        var known = parts switch
        {
            ["columns", var column] => s_columns.Contains(column, StringComparer.Ordinal),
            ["sides", _] => true,
            [var one] => s_fields.Contains(one, StringComparer.Ordinal),
            _ => false,
        };
        if (!known)
            throw Wrong(field, value, $"there is no such field; expected {string.Join(", ", parts.Length == 1 ? s_fields : s_columns)}.");
        var (expected, fits) = field switch
        {
            "columns" or "sides" => ("an object", value.Kind == JsonTokenType.StartObject),
            "decimal_comma" or "costs_are_negative" or "price_is_per_share" => (
                "true or false",
                value.Kind is JsonTokenType.True or JsonTokenType.False
            ),
            _ => ("a text", value.Text is { } text && text == text.Trim() && text.Length is > 0 and <= 100),
        };
        if (!fits)
            throw Wrong(
                field,
                value,
                $"expected {expected}{(expected == "a text" ? " of 1 to 100 characters without blanks around it" : "")}."
            );
        if (field == "time_zone" && DateTimeZoneProviders.Tzdb.GetZoneOrNull(value.Text!) is null)
            throw Wrong(field, value, $"'{value.Text}' is not an IANA zone, such as Europe/Berlin.");
        if (field == "time_format" && !IsPattern(value.Text!))
            throw Wrong(field, value, $"'{value.Text}' is not a pattern of a date and a time, such as dd.MM.uuuu HH:mm:ss.");
        if (parts is ["sides", _] && value.Text is not ("BUY" or "SELL") && Actions.FindExecuted(value.Text!) is null)
            throw Wrong(field, value, $"'{value.Text}' is not BUY, SELL, BTO, STO, BTC, STC, assigned or expired.");
    }

    private static bool IsPattern(string format)
    {
        try
        {
            _ = LocalDateTimePattern.CreateWithInvariantCulture(format);
            return true;
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }

    private Dictionary<string, string> Sides()
    {
        const string Path = "sides.";
        var sides = _values
            .Where(one => one.Key.StartsWith(Path, StringComparison.Ordinal))
            .ToDictionary(one => one.Key[Path.Length..], one => one.Value.Text!, StringComparer.OrdinalIgnoreCase);
        return sides.Count > 0 ? sides : throw Wrong("sides is missing or empty; expected the file's words, such as {\"Kauf\": \"BUY\"}.");
    }

    private string Text(string field) => TextOrNull(field) ?? throw Wrong($"{field} is missing.");

    private string? TextOrNull(string field) => _values.GetValueOrDefault(field)?.Text;

    private bool Bool(string field, bool usual) => _values.TryGetValue(field, out var value) ? value.Kind == JsonTokenType.True : usual;

    private int LineOf(long at) => 1 + _json.AsSpan(0, (int)at).Count((byte)'\n');

    /// <summary>A value and where it stands.</summary>
    private sealed record Value(int Line, JsonTokenType Kind, string? Text);
}
