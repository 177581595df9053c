using System.Globalization;

namespace LearningActors.Recommendations;

/// <summary>Call or put.</summary>
[GenerateSerializer, Alias("OptionRight")]
public enum OptionRight
{
    Call,
    Put,
}

/// <summary>An exact option contract.</summary>
/// <param name="Root">The root symbol, such as <c>PLTR</c>; up to six characters.</param>
/// <param name="Expiration">The last trading day.</param>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">USD for a share.</param>
[GenerateSerializer, Immutable, Alias("OptionContract")]
public sealed record OptionContract(string Root, DateOnly Expiration, OptionRight Right, decimal Strike);

/// <summary>
/// A contract's symbol as the Options Clearing Corporation writes it (OSI, 2010): the root padded to six characters, the
/// expiration as yyMMdd, C or P, and the strike times 1000 in eight digits: <c>PLTR  210115P00026000</c>.
/// </summary>
public static class OccSymbol
{
    private const int RootLength = 6;
    private const int Length = 21;

    /// <summary>The symbol of a contract.</summary>
    public static string Of(OptionContract contract) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{contract.Root, -RootLength}{contract.Expiration:yyMMdd}{Letter(contract.Right)}{(long)(contract.Strike * 1000):00000000}"
        );

    /// <summary>
    /// The contract of a symbol, or null where it is none. Missing blanks after the root are taken as they are often left out.
    /// </summary>
    public static OptionContract? Parse(string symbol)
    {
        symbol = symbol.Trim();
        if (symbol.Length is < Length - RootLength + 1 or > Length)
            return null;
        var (root, rest) = (symbol[..^(Length - RootLength)].TrimEnd(), symbol[^(Length - RootLength)..]);
        return
            root.Length > 0
            && root.All(char.IsAsciiLetterOrDigit)
            && DateOnly.TryParseExact(rest[..6], "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiration)
            && rest[6] is 'C' or 'P'
            && long.TryParse(rest[7..], NumberStyles.None, CultureInfo.InvariantCulture, out var strike)
            && strike > 0
            ? new OptionContract(root, expiration, rest[6] == 'C' ? OptionRight.Call : OptionRight.Put, strike / 1000m)
            : null;
    }

    private static char Letter(OptionRight right) => right == OptionRight.Call ? 'C' : 'P';
}
