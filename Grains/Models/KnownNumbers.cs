using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LearningActors.Models;

/// <summary>The numbers that a model may use: those of its inputs, rounded as the writer likes.</summary>
/// <remarks>
/// A number in the text with d decimals is an input when some input lies within half a unit of its last place. The
/// confidence may be written as percent, and so may any input before a percent sign. Signs are ignored ("fell 3.2 %" for
/// −3.2), thousands separators and k, M, B, million and the like are read. Numbers inside names and texts of the inputs
/// (the 50 in <c>sma_50</c>) are inputs too. Numbers written as words are not found.
/// </remarks>
public sealed partial class KnownNumbers
{
    private readonly List<double> _values = [];

    /// <summary>Takes numbers, and those inside texts.</summary>
    public KnownNumbers(IEnumerable<double> numbers, IEnumerable<string> texts)
    {
        foreach (var number in numbers)
            Add(number);
        foreach (var text in texts)
            AddAllIn(text);
    }

    /// <summary>Takes every number in a JSON value, and those inside its names and texts.</summary>
    public KnownNumbers(JsonElement data) => AddAllIn(data);

    /// <summary>The first number of the text that is no input, as written; null when all are.</summary>
    public string? FirstInvented(string text)
    {
        foreach (Match match in Number().Matches(text))
        {
            if (!IsKnown(match))
                return match.Value.Trim();
        }

        return null;
    }

    private bool IsKnown(Match match)
    {
        var digits = match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return false;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var scale = Scale(match.Groups["scale"].Value);
        var tolerance = 0.5 * Math.Pow(10, -decimals) * scale * (1 + 1e-9);
        value *= scale;
        return _values.Exists(known => Within(known)) || (match.Groups["percent"].Success && _values.Exists(known => Within(known * 100)));

        bool Within(double known) => Math.Abs(known - value) <= tolerance + (Math.Abs(known) * 1e-12);
    }

    private void Add(double value) => _values.Add(Math.Abs(value));

    private void AddAllIn(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                Add(value.GetDouble());
                break;
            case JsonValueKind.String:
                AddAllIn(value.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    AddAllIn(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    AddAllIn(member.Name);
                    AddAllIn(member.Value);
                }

                break;
        }
    }

    private void AddAllIn(string text)
    {
        foreach (Match match in Number().Matches(text))
        {
            var digits = match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
            if (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                Add(value);
                Add(value * Scale(match.Groups["scale"].Value));
            }
        }
    }

    private static double Scale(string suffix) =>
        suffix.ToLowerInvariant() switch
        {
            "k" or "thousand" => 1e3,
            "m" or "million" or "mio" => 1e6,
            "b" or "bn" or "billion" => 1e9,
            _ => 1,
        };

    [GeneratedRegex(
        @"(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
            + @"(?:\s?(?<scale>k|thousand|m|million|mio|bn?|billion)\b)?(?<percent>\s?(?:%|percent\b|per\scent\b))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Number();
}
