using System.Collections.Immutable;
using System.Globalization;

namespace LearningActors.Explanations;

/// <summary>Words without a model: what the signal is and what it was made from.</summary>
public static class TemplateExplanation
{
    /// <summary>The name under which these words are recorded as a model.</summary>
    public const string ModelName = "template";

    private const int MaxNamed = 5;

    /// <summary>Explains a signal from its inputs alone.</summary>
    public static ExplanationContent For(SignalToExplain signal)
    {
        var named = signal.Indicators.Flatten().Where(indicator => indicator.Number is not null).Take(MaxNamed).ToArray();
        var percent = (signal.Confidence * 100).ToString("0.##", CultureInfo.InvariantCulture);
        var text = $"{signal.Ticker}: the algorithm signals {signal.Signal.Text()} with {percent} % confidence.";
        if (named.Length > 0)
            text += $" It looked at {string.Join(", ", named.Select(indicator => $"{indicator.Name} = {Number(indicator)}"))}.";
        var factors = named.Select(indicator => new Factor(Shorten(indicator.Name), Impact(indicator))).ToImmutableArray();
        return new ExplanationContent(text, factors.IsEmpty ? [new Factor("confidence", "neutral")] : factors, Sentiment(signal.Signal));
    }

    private static string Sentiment(SignalType signal) =>
        signal switch
        {
            SignalType.Buy => "bullish",
            SignalType.Sell => "bearish",
            _ => "neutral",
        };

    /// <summary>
    /// The textbook reading of the few indicators that have one: RSI below 30 and above 70, the sign of MACD and momentum.
    /// </summary>
    private static string Impact(Indicator indicator)
    {
        var name = indicator.Name.ToLowerInvariant();
        var value = indicator.Number!.Value;
        if (name.StartsWith("rsi", StringComparison.Ordinal))
            return value < 30 ? "positive"
                : value > 70 ? "negative"
                : "neutral";
        if (name.StartsWith("macd", StringComparison.Ordinal) || name.StartsWith("momentum", StringComparison.Ordinal))
            return value > 0 ? "positive"
                : value < 0 ? "negative"
                : "neutral";
        return "neutral";
    }

    private static string Number(Indicator indicator) => indicator.Number!.Value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64];
}
