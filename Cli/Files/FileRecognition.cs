using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearningActors.Cli.Files;

/// <summary>Tells from a file's content what it is.</summary>
internal static class FileRecognition
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly (byte[] Start, FileKind Kind)[] s_signatures =
    [
        ("%PDF"u8.ToArray(), FileKind.Pdf),
        ("PK\u0003\u0004"u8.ToArray(), FileKind.Spreadsheet),
        ([0xD0, 0xCF, 0x11, 0xE0], FileKind.Spreadsheet),
        ([0x1F, 0x8B], FileKind.Compressed),
        ("BZh"u8.ToArray(), FileKind.Compressed),
        ([0x28, 0xB5, 0x2F, 0xFD], FileKind.Compressed),
    ];

    /// <summary>Columns by which a header is known; the first kind whose columns are all there is it.</summary>
    private static readonly (string[] Columns, FileKind Kind)[] s_headers =
    [
        (["Date", "Type", "Sub Type", "Action", "Symbol", "Value", "Quantity", "Commissions", "Fees"], FileKind.Tastytrade),
        (["instrument", "executed_at"], FileKind.ExecutionsCsv),
        (["trade_id"], FileKind.TradesCsv),
        (["strategy_rule", "symbol"], FileKind.TradesCsv),
        (["IBExecID"], FileKind.InteractiveBrokers),
        (["ClientAccountID"], FileKind.InteractiveBrokers),
        (["Exec Time", "Pos Effect"], FileKind.Thinkorswim),
        (["Run Date", "Action", "Symbol"], FileKind.Fidelity),
        (["Activity/Trade Date", "Activity Type"], FileKind.Etrade),
    ];

    /// <summary>What the content is, and its text where it has one.</summary>
    internal static (FileKind Kind, string Text) Recognise(byte[] content)
    {
        foreach (var (start, kind) in s_signatures)
        {
            if (content.AsSpan().StartsWith(start))
                return (kind, "");
        }

        if (Decode(content) is not { } text)
            return (FileKind.Binary, "");
        return (KindOf(text), text);
    }

    private static FileKind KindOf(string text) =>
        text.TrimStart() switch
        {
            ['{' or '[', ..] => KindOfJson(text),
            ['<', ..] => text.Contains("<FlexQueryResponse", StringComparison.Ordinal) ? FileKind.InteractiveBrokers : FileKind.Markup,
            _ => KindOfLines(text) ?? KindOfCsv(text),
        };

    private static FileKind KindOfJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) switch
            {
                JsonArray array => KindOfArray(array),
                JsonObject backtest when IsBacktest(backtest) => FileKind.FreqtradeBacktest,
                JsonObject own when own["trades"] is JsonArray => FileKind.TradesJson,
                JsonObject one when text.Trim().Contains('\n', StringComparison.Ordinal) => KindOfArray([one.DeepClone()]),
                JsonObject line => KindOfLine(line) ?? FileKind.OtherJson,
                _ => FileKind.OtherJson,
            };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return KindOfLines(text) ?? FileKind.BrokenJson;
        }
    }

    private static bool IsBacktest(JsonObject root) =>
        root["strategy"] is JsonObject strategies
        && strategies.Any(strategy => strategy.Value is JsonObject result && result["trades"] is JsonArray);

    private static FileKind KindOfArray(JsonArray array)
    {
        var kind = array.OfType<JsonObject>().Select(KindOfLine).FirstOrDefault(kind => kind is not null);
        return kind == FileKind.TradeLines ? FileKind.TradesJson
            : kind?.TakenBy == FileCommand.Replay ? FileKind.ExplanationsArray
            : kind ?? FileKind.OtherJson;
    }

    /// <summary>The kind of the first line that is known: a file may hold lines that can't be used.</summary>
    private static FileKind? KindOfLines(string text)
    {
        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            try
            {
                if (line.TrimStart().StartsWith('{') && JsonNode.Parse(line) is JsonObject one && KindOfLine(one) is { } kind)
                    return kind;
            }
            catch (Exception exception) when (exception is JsonException or ArgumentException)
            {
                // Another line may tell.
            }
        }

        return null;
    }

    private static FileKind? KindOfLine(JsonObject line) =>
        line.ContainsKey("trade_id") || (line.ContainsKey("entry_price") && line.ContainsKey("exit_price")) ? FileKind.TradeLines
        : line.ContainsKey("instrument") && line.ContainsKey("executed_at") ? FileKind.ExecutionsJson
        : line.ContainsKey("ticker") && line.ContainsKey("signal") ? FileKind.Explanations
        : line.ContainsKey("ticker") && line.ContainsKey("action") ? FileKind.SignalRecommendations
        : line.ContainsKey("symbol") && line.ContainsKey("sent_at") ? FileKind.OptionRecommendations
        : null;

    private static FileKind KindOfCsv(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = (end < 0 ? text : text[..end]).Split(',', StringSplitOptions.TrimEntries);
        var columns = header.Select(column => column.Trim('"')).ToHashSet(StringComparer.Ordinal);
        foreach (var (known, kind) in s_headers)
        {
            if (known.All(columns.Contains))
                return kind;
        }

        return header.Length > 1 ? FileKind.OtherCsv : FileKind.OtherText;
    }

    /// <summary>The text, by its byte order mark or as UTF-8; null where it is none.</summary>
    private static string? Decode(byte[] content)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(content), s_strictUtf8, detectEncodingFromByteOrderMarks: true);
            var text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
