using System.Text.RegularExpressions;

namespace LearningActors.Explanations;

/// <summary>Tells factors that are inputs of a signal, in the model's own words, from those that are none.</summary>
/// <remarks>
/// A factor names an input when it has all words of one segment of the input's name (<c>MACD histogram</c> for
/// <c>macd.histogram</c>), or of what it is short for (<c>relative strength index</c> for <c>rsi</c>), and not more than two words
/// beside those of inputs; or when all its words are words of one input. Words such as <i>level</i>, <i>oversold</i> or <i>trend</i>
/// describe and are not counted. Confidence and signal are inputs too.
/// </remarks>
internal static partial class FactorNames
{
    private const int MaxStrangers = 2;

    private static readonly HashSet<string> s_describing =
    [
        .. """
                a an and are as at by for from in is its of on or the to with
                level value reading score indicator index line current recent latest day week month hour period term average
                low lower lowest high higher highest near above below over under strong stronger weak weaker positive negative neutral
                rising falling up down oversold overbought bullish bearish trend crossover cross increase decrease extreme elevated moderate
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
    ];

    private static readonly Dictionary<string, string[]> s_shortFor = new(StringComparer.Ordinal)
    {
        ["rsi"] = ["relative strength"],
        ["macd"] = ["moving average convergence"],
        ["sma"] = ["moving average"],
        ["ema"] = ["moving average"],
        ["ma"] = ["moving average"],
        ["atr"] = ["true range"],
        ["adx"] = ["directional"],
        ["obv"] = ["balance volume"],
        ["vwap"] = ["weighted price"],
        ["bb"] = ["bollinger"],
        ["iv"] = ["implied volatility"],
        ["hv"] = ["historical volatility"],
        ["vol"] = ["volume", "volatility"],
        ["pe"] = ["price earning"],
        ["eps"] = ["earning share"],
        ["roc"] = ["rate change"],
        ["mfi"] = ["money flow"],
        ["stoch"] = ["stochastic"],
        ["pct"] = ["percent", "percentage"],
        ["chg"] = ["change"],
    };

    /// <summary>The first factor that is no input of the signal; null when all are.</summary>
    internal static string? FirstInvented(IEnumerable<Factor> factors, SignalToExplain signal)
    {
        Indicator[] indicators = [.. signal.Indicators.Flatten()];
        string[][] names =
        [
            ["confidence"],
            ["signal"],
            Words(signal.Ticker),
            .. indicators.SelectMany(indicator => indicator.Name.Split('.')).Select(Words),
            .. indicators.Select(indicator => Words(indicator.Text ?? "")),
        ];
        string[][] keys = [.. names.SelectMany(InOtherWords).Where(key => key.Length > 0)];
        string[][] inputs = [.. indicators.Select(indicator => Words($"{indicator.Name} {indicator.Text}")), .. keys];
        HashSet<string> all = [.. inputs.SelectMany(words => words)];
        return factors.Select(factor => factor.Name).FirstOrDefault(name => !IsInput(Words(name)));

        bool IsInput(string[] words)
        {
            string[] telling = [.. words.Where(word => !s_describing.Contains(word) && !char.IsDigit(word[0]))];
            return keys.Any(key => key.All(words.Contains)) && telling.Count(word => !all.Contains(word)) <= MaxStrangers
                || telling.Length > 0 && inputs.Any(input => telling.All(input.Contains));
        }
    }

    /// <summary>A name's words without its numbers, and the words of what it is short for.</summary>
    private static IEnumerable<string[]> InOtherWords(string[] name)
    {
        string[] words = [.. name.Where(word => !char.IsDigit(word[0]))];
        yield return words;
        foreach (var word in words)
        {
            foreach (var meaning in s_shortFor.GetValueOrDefault(word, []))
                yield return [.. words.Where(other => other != word), .. meaning.Split(' ')];
        }
    }

    /// <summary>Words in lower case, without their plural; <c>RSI14</c> and <c>rsi_14</c> are <c>rsi</c> and <c>14</c>.</summary>
    private static string[] Words(string text) =>
        [
            .. Word()
                .Matches(text)
                .Select(match => match.Value.ToLowerInvariant())
                .Select(word => word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word),
        ];

    [GeneratedRegex(@"\p{Lu}?[\p{Ll}]+|\p{Lu}+(?!\p{Ll})|\p{L}|\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
