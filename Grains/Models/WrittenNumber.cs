using System.Globalization;
using System.Text.RegularExpressions;

namespace LearningActors.Models;

/// <summary>A number as it stands in a text, without its sign.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, with its scale and percent sign.</param>
/// <param name="Value">What it says; NaN where its digits are no number that is known here.</param>
/// <param name="Tolerance">Half a unit of its last place.</param>
/// <param name="IsPercent">A percent sign or word follows.</param>
/// <param name="Scale">What its digits are multiplied by: 1, or a thousand, a million, a billion.</param>
internal readonly partial record struct WrittenNumber(int Start, int End, double Value, double Tolerance, bool IsPercent, double Scale = 1)
{
    /// <summary>Its digits alone: in a name <c>3m</c> may be three months.</summary>
    internal double Unscaled => Value / Scale;

    /// <summary>What may stand for thousands, millions and billions.</summary>
    internal static double ScaleOf(string word) =>
        word.ToLowerInvariant() switch
        {
            "k" or "thousand" => 1e3,
            "m" or "million" or "mio" => 1e6,
            "b" or "bn" or "billion" => 1e9,
            _ => 1,
        };

    /// <summary>The numbers of a text that are written in digits.</summary>
    internal static IEnumerable<WrittenNumber> In(string text) => Number().Matches(text).Select(Read);

    /// <summary>
    /// Whether it says a value, rounded as the writer liked; the sign is not looked at. A fraction may be said in percent.
    /// </summary>
    internal bool Says(double known) => IsNear(known) || (IsPercent && IsNear(known * 100));

    private bool IsNear(double known) => Math.Abs(Math.Abs(known) - Value) <= (Tolerance * (1 + 1e-9)) + (Math.Abs(known) * 1e-12);

    private static WrittenNumber Read(Match match)
    {
        var digits = match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var scale = ScaleOf(match.Groups["scale"].Value);
        return new WrittenNumber(
            match.Index,
            match.Index + match.Length,
            double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value * scale
                : double.NaN,
            0.5 * Math.Pow(10, -decimals) * scale,
            match.Groups["percent"].Success,
            scale
        );
    }

    [GeneratedRegex(
        @"(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
            + @"(?:\s?(?<scale>k|thousand|m|million|mio|bn?|billion)\b)?(?<percent>\s?(?:%|percent\b|per\scent\b))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Number();
}
