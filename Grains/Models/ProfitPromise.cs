using System.Text.RegularExpressions;

namespace LearningActors.Models;

/// <summary>Words that say that money is certain, which no model may say to anybody.</summary>
public static partial class ProfitPromise
{
    /// <summary>Whether a text promises profit. A denial (<c>not guaranteed</c>) is none.</summary>
    public static bool IsIn(string text) => Promise().IsMatch(text);

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
    private static partial Regex Promise();
}
