using System.Text.RegularExpressions;

namespace LearningActors.Explanations;

/// <summary>What a model's words must keep to before a person sees them.</summary>
public static partial class Guardrails
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
        if (HoldsControlCharacter(content))
            return "control_character";
        if (PromisesProfit(content.Text) || content.Factors.Any(factor => PromisesProfit(factor.Name)))
            return "profit_promise";
        var numbers = new KnownNumbers(signal);
        var invented =
            numbers.FirstInvented(content.Text)
            ?? content.Factors.Select(factor => numbers.FirstInvented(factor.Name)).FirstOrDefault(found => found is not null);
        return invented is null ? null : $"invented_number:{invented}";
    }

    /// <summary>The text says that money is certain. A denial (<c>not guaranteed</c>) is none.</summary>
    public static bool PromisesProfit(string text) => ProfitPromise().IsMatch(text);

    private static bool HoldsControlCharacter(ExplanationContent content) =>
        content.Text.Any(one => char.IsControl(one) && one is not ('\n' or '\r' or '\t'))
        || content.Factors.Any(factor => factor.Name.Any(char.IsControl));

    [GeneratedRegex(
        """
            (?<!\b(?:not?|never|without|nothing\ is|isn'?t|aren'?t|cannot\ be|can'?t\ be|keine?|nicht)\s(?:a\s|an\s|any\s|be\s)?)
            \b(?:
                guarante(?:e|ed|es|eing)\b
              | risk[\s-]?free\b
              | (?:no|zero|without(?:\ any)?)\ risk\b
              | (?:can(?:not|'t|\ not)|won'?t|will\ not|never)\ (?:lose|fail|go\ wrong|miss)\b
              | (?:sure|safe|certain|easy)[\s-](?:thing|win|profits?|gains?|money|bet)\b
              | (?:will|shall)\ (?:definitely|certainly|surely|absolutely|undoubtedly|always)\b
              | (?:profits?|gains?|returns?)\ (?:is|are)\ (?:certain|assured|secured?|inevitable)\b
              | (?:assured|promised)\ (?:profits?|gains?|returns?)\b
              | you\ will\ (?:profit|earn|make\ money|double)\b
              | 100\s?%\ (?:safe|sure|certain|profit|win)\b
              | garantiert\w*
              | (?:sichere[rn]?|risikolose[rn]?)\ (?:Gewinn|Profit|Rendite)\w*
            )
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ProfitPromise();
}
