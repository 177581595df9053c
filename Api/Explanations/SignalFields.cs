using System.Text.Json;
using System.Text.RegularExpressions;
using LearningActors.Http;

namespace LearningActors.Explanations;

/// <summary>Reads the fields that name and describe a signal.</summary>
internal static partial class SignalFields
{
    private const int MostIndicators = 100;
    private const int LongestName = 64;
    private const int LongestText = 512;

    internal static string? Ticker(FieldReader fields, string field = "ticker")
    {
        fields.Require(field, "a symbol such as AAPL");
        if (fields.Text(field, 20) is not { } text)
            return null;
        if (IsTicker(text))
            return text.ToUpperInvariant();
        fields.Fault(field, "Expected a symbol of letters, digits and . - : ^ = / such as AAPL or BRK.B.");
        return null;
    }

    internal static bool IsTicker(string text) => TickerForm().IsMatch(text);

    internal static SignalType? Signal(FieldReader fields)
    {
        fields.Require("signal", "BUY, SELL or HOLD");
        if (fields.Text("signal", 20) is not { } text)
            return null;
        if (SignalTypes.TryParse(text, out var signal))
            return signal;
        fields.Fault("signal", $"Expected BUY, SELL or HOLD, not {JsonSerializer.Serialize(text)}.");
        return null;
    }

    internal static double? Confidence(FieldReader fields)
    {
        fields.Require("confidence", "a fraction from 0 to 1");
        return fields.Number("confidence", 0, 1);
    }

    internal static Indicators Indicators(FieldReader fields)
    {
        if (fields.Find("indicators") is not { } value)
            return Explanations.Indicators.None;
        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.Fault("indicators", "Expected an object of names and values.");
            return Explanations.Indicators.None;
        }

        var seen = 0;
        return Check(value, "indicators", 1) ? Explanations.Indicators.From(value) : Explanations.Indicators.None;

        bool Check(JsonElement node, string path, int depth)
        {
            if (depth > 5)
                return Fault(path, "Indicators are nested at most four deep.");
            if (++seen > MostIndicators * 2)
                return Fault("indicators", $"At most {MostIndicators} indicators are taken.");
            switch (node.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var member in node.EnumerateObject())
                    {
                        if (!TryName(member, out var name))
                            return Fault(path, $"A name has 1 to {LongestName} characters of valid text without NUL.");
                        if (!Check(member.Value, $"{path}.{name}", depth + 1))
                            return false;
                    }

                    return true;
                case JsonValueKind.Array:
                    return node.EnumerateArray().All(item => Check(item, path, depth + 1));
                case JsonValueKind.String:
                    return JsonText.TryRead(node, out var text, out var fault)
                        ? text.Length <= LongestText || Fault(path, $"Expected at most {LongestText} characters, not {text.Length}.")
                        : Fault(path, fault);
                case JsonValueKind.Number:
                    return (node.TryGetDouble(out var number) && double.IsFinite(number)) || Fault(path, "This number is too large.");
                default:
                    return true;
            }
        }

        bool Fault(string path, string message)
        {
            fields.Fault(path, message);
            return false;
        }
    }

    private static bool TryName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return name.Length is > 0 and <= LongestName && JsonText.IsStorable(name, out _);
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9^][A-Za-z0-9.\-:^=/]{0,19}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TickerForm();
}
