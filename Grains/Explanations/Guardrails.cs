using System.Globalization;
using LearningActors.Models;

namespace LearningActors.Explanations;

/// <summary>What a model's words must keep to before a person sees them. Its cases are in <c>docs/guardrails.md</c>.</summary>
public static class Guardrails
{
    /// <summary>Characters that an explanation has at least.</summary>
    public const int MinLength = 20;

    /// <summary>Characters that an explanation has at most.</summary>
    public const int MaxLength = 1200;

    /// <summary>Factors that it names at most.</summary>
    public const int MaxFactors = 10;

    private const int MaxNameLength = 64;

    private static readonly HashSet<string> s_sentiments = new(["bullish", "bearish", "neutral"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_impacts = new(["positive", "negative", "neutral"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The first rule that the words break, as a short code that is recorded; null when they keep to all.</summary>
    public static string? Violation(ExplanationContent content, SignalToExplain signal)
    {
        if (content.Text.Length is < MinLength or > MaxLength)
            return $"length:{content.Text.Length}";
        if (content.Factors.Length is 0 or > MaxFactors)
            return $"factors:{content.Factors.Length}";
        if (!s_sentiments.Contains(content.Sentiment))
            return "sentiment";
        if (content.Factors.Any(factor => factor.Name.Length > MaxNameLength || !s_impacts.Contains(factor.Impact)))
            return "factor";
        if (HoldsUnseenCharacter(content))
            return "control_character";
        if (SignalAgreement.IsContrary(content.Sentiment, signal.Signal))
            return "sentiment_against_signal";
        if (SignalAgreement.FirstOther(content.Text, signal.Signal) is { } other)
            return $"other_signal:{other}";
        if (ProfitPromise.IsIn(content.Text) || content.Factors.Any(factor => ProfitPromise.IsIn(factor.Name)))
            return "profit_promise";
        return FactorNames.FirstInvented(content.Factors, signal) is { } stranger
            ? $"invented_factor:{stranger}"
            : Violation(content, SignalNumbers.Of(signal));
    }

    private static string? Violation(ExplanationContent content, SignalNumbers numbers)
    {
        var invented =
            numbers.FirstInvented(content.Text)
            ?? content.Factors.Select(factor => numbers.FirstInvented(factor.Name)).FirstOrDefault(found => found is not null);
        return invented is not null ? $"invented_number:{invented}"
            : numbers.FirstFlipped(content.Text) is { } flipped ? $"flipped_sign:{flipped}"
            : null;
    }

    private static bool HoldsUnseenCharacter(ExplanationContent content) =>
        content.Text.Any(one => IsUnseen(one) && one is not ('\n' or '\r' or '\t'))
        || content.Factors.Any(factor => factor.Name.Any(IsUnseen));

    /// <summary>A control character, or one that takes no room: it would hide a word from these rules.</summary>
    private static bool IsUnseen(char one) => char.IsControl(one) || char.GetUnicodeCategory(one) == UnicodeCategory.Format;
}
