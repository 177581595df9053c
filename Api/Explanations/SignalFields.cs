using System.Text.Json;
using System.Text.RegularExpressions;
using LearningActors.Http;
using Microsoft.OpenApi;

namespace LearningActors.Explanations;

/// <summary>Reads the fields that name and describe a signal.</summary>
internal static partial class SignalFields
{
    private const int MaxIndicators = 100;
    private const int LongestName = 64;
    private const int LongestText = 512;

    internal static TextField Ticker { get; } = new("ticker", "a symbol such as AAPL", 20) { IsRequired = true };

    internal static ChoiceField<SignalType> Signal { get; } = new("signal", "BUY, SELL or HOLD") { IsRequired = true, IgnoresCase = true };

    internal static NumberField Confidence { get; } = new("confidence", "a fraction from 0 to 1", 0, 1) { IsRequired = true };

    internal static OtherField Indicators { get; } =
        new(
            "indicators",
            "names and values, nested at most four deep",
            () => new OpenApiSchema { Type = JsonSchemaType.Object, MaxProperties = MaxIndicators }
        );

    internal static string? ReadTicker(FieldReader fields)
    {
        if (fields.Read(Ticker) is not { } text)
            return null;
        if (IsTicker(text))
            return text.ToUpperInvariant();
        fields.Fault(Ticker.Name, "Expected a symbol of letters, digits and . - : ^ = / such as AAPL or BRK.B.");
        return null;
    }

    internal static bool IsTicker(string text) => TickerForm().IsMatch(text);

    internal static Indicators ReadIndicators(FieldReader fields)
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
            if (++seen > MaxIndicators * 2)
                return Fault("indicators", $"At most {MaxIndicators} indicators are taken.");
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
