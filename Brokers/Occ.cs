using System.Globalization;
using NodaTime;

namespace LearningActors.Brokers;

/// <summary>Symbols of options on shares, as the Options Clearing Corporation writes them (OSI, 2010).</summary>
internal static class Occ
{
    private const int RootLength = 6;
    private const int SuffixLength = 15;

    /// <summary>The symbol with its root padded to six characters; null where it is not an option's.</summary>
    internal static string? Normal(string symbol)
    {
        if (symbol.Length is < SuffixLength + 1 or > SuffixLength + RootLength)
            return null;
        var (root, suffix) = (symbol[..^SuffixLength].TrimEnd(), symbol[^SuffixLength..]);
        return root.Length > 0 && suffix[6] is 'C' or 'P' && suffix.Remove(6, 1).All(char.IsAsciiDigit)
            ? root.PadRight(RootLength) + suffix
            : null;
    }

    /// <summary>The symbol of a contract.</summary>
    internal static string Of(string root, LocalDate expiration, bool isCall, decimal strike) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{root.Replace(".", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal), -RootLength}"
                + $"{expiration.ToDateOnly():yyMMdd}{(isCall ? 'C' : 'P')}{(long)(strike * 1000):00000000}"
        );

    /// <summary>The shares that a root is on, where the export does not say: weekly index roots and classes of shares.</summary>
    internal static string Underlying(string symbol) =>
        symbol[..^SuffixLength].TrimEnd() switch
        {
            "SPXW" => "SPX",
            "NDXP" => "NDX",
            "RUTW" => "RUT",
            "VIXW" => "VIX",
            "XSPW" => "XSP",
            "BRKB" => "BRK.B",
            "BFB" => "BF.B",
            // A digit marks a contract that a corporate action adjusted.
            var root => root.TrimEnd('1', '2', '3', '4', '5', '6', '7', '8', '9'),
        };
}
