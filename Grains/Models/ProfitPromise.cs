using System.Text.RegularExpressions;

namespace LearningActors.Models;

/// <summary>Words that say that money is certain, which no model may say to anybody.</summary>
public static partial class ProfitPromise
{
    /// <summary>Whether a text promises profit. A denial (<c>not guaranteed</c>) is none.</summary>
    public static bool IsIn(string text) => Promise().IsMatch(text);

    [GeneratedRegex(
        """
            (?<!\b(?:not?|never|without|nothing\ is|isn'?t|aren'?t|cannot\ be|can'?t\ be|hardly|keine?|nicht)\s(?:a\s|an\s|any\s|be\s)?)
            \b(?:
                guarante(?:e|ed|es|eing)\b
              | risk[\s-]?(?:free|less)\b
              | (?:no|zero|without(?:\ any)?)\ (?:risk|downside)\b
              | (?:can(?:not|['’]t|\ not)|won['’]?t|will\ not|never)\ (?:lose|fail|go\ wrong|miss|go\ down)\b
              | nothing\ to\ lose\b
              | (?:impossible|no\ way)\ to\ lose\b
              | (?:can|will)\ only\ (?:rise|go\ up|win|gain|grow)\b
              | nowhere\ (?:to\ go\ )?but\ up\b
              | (?:bound|certain|sure|destined)\ to\ (?:rise|go\ up|win|gain|profit|pay|succeed|work|double|climb|rally|soar|make)\b
              | (?:sure|safe|certain|easy|free|quick)[\s-](?:thing|win|winner|profits?|gains?|money|bet)\b
              | money\ in\ the\ bank\b
              | sure[\s-]?fire\b | fool[\s-]?proof\b | slam[\s-]dunk\b | no[\s-]brainer\b | can['’]t[\s-]miss\b
              | (?:works?|wins?|pays?)\ (?:off\ )?every\ time\b | always\ (?:wins?|works?|pays?|profits?|profitable)\b
              | (?:double|triple|quadruple|multiply)\ (?:your|the|their|his|her|our)\ (?:money|investment|capital|account|stake|savings)\b
              | (?:makes?|making|gets?|getting)\ (?:you\ |everybody\ |everyone\ )?(?:rich|wealthy|a\ fortune)\b
              | pays?\ for\ itself\b
              | (?:profits?|gains?|returns?)\ (?:is|are)\ (?:already\ )?locked\ in\b
              | (?:I|we)\ (?:can\ )?promise\b
              | (?:will|shall)\ (?:definitely|certainly|surely|absolutely|undoubtedly|always)\b
              | (?:profits?|gains?|returns?)\ (?:is|are)\ (?:certain|assured|secured?|inevitable|a\ given)\b
              | (?:assured|promised)\ (?:profits?|gains?|returns?)\b
              | you(?:\ will|['’]ll)\ (?:profit|earn|make\ money|double|win)\b
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
