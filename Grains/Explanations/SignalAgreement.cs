using System.Text.RegularExpressions;

namespace LearningActors.Explanations;

/// <summary>Tells words that speak for another signal than the one that they explain.</summary>
internal static partial class SignalAgreement
{
    /// <summary>
    /// Whether a sentiment is the contrary of the signal's. Neutral goes with every signal, and HOLD with every sentiment.
    /// </summary>
    internal static bool IsContrary(string sentiment, SignalType signal) =>
        (signal == SignalType.Buy && sentiment.Equals("bearish", StringComparison.OrdinalIgnoreCase))
        || (signal == SignalType.Sell && sentiment.Equals("bullish", StringComparison.OrdinalIgnoreCase));

    /// <summary>The other signal that the text says the algorithm gives, or that the reader should follow; null for none.</summary>
    internal static string? FirstOther(string text, SignalType signal)
    {
        foreach (Match match in Named().Matches(text))
        {
            var named = match.Groups["named"].Value.ToUpperInvariant();
            if (!named.StartsWith(signal.Text(), StringComparison.Ordinal))
                return match.Groups["named"].Value.ToLowerInvariant();
        }

        return null;
    }

    [GeneratedRegex(
        """
            (?:
                \b(?:algorithm|model|system|strategy|recommendation|signal|we|it)\s+(?:now\s+|clearly\s+|strongly\s+)?
                (?:signals?|says|recommends?|suggests?|advises?|is|calls\s+for)\s+(?:to\s+|a\s+|an\s+)?(?:strong\s+|clear\s+)?
              | \b(?:you\s+should|should\s+now|better\s+to|time\s+to|consider|advise\s+you\s+to)\s+
            )
            (?<named>buy(?:ing)?|sell(?:ing)?|hold(?:ing)?)\b(?!\s+(?:pressure|volume|interest|climax|power|side))
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Named();
}
