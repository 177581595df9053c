using System.Text.RegularExpressions;
using LearningActors.Models;

namespace LearningActors.Explanations;

/// <summary>What the words around a number say of its sign.</summary>
internal static partial class SaidDirection
{
    private const string Up =
        @"rose|rise[sn]?|rising|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|increas(?:e|es|ed|ing)|advanc(?:e|es|ed|ing)|jump(?:s|ed|ing)?"
        + @"|surg(?:e|es|ed|ing)|rall(?:y|ies|ied|ying)|grew|grow(?:s|n|ing)?|up|add(?:s|ed)|higher|plus|positive";

    private const string Down =
        @"fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|los(?:t|e|es|ing)|loss(?:es)?"
        + @"|slid(?:e|es|ing)?"
        + @"|sank|sink(?:s|ing)?|slump(?:s|ed|ing)?|dip(?:s|ped|ping)?|down|shed(?:s|ding)?|plung(?:e|es|ed|ing)|tumbl(?:e|es|ed|ing)"
        + @"|retreat(?:s|ed|ing)?|shr(?:ank|inks?)|lower|minus|negative";

    /// <summary>Words that may stand between "rose" and the number; with others it is a level, or something else moved.</summary>
    private const string Between =
        @"by|of|a|an|about|around|roughly|nearly|almost|approximately|some|another|only|just|exactly|more|less|than|over|further|full|as"
        + @"|much|sharply|slightly|steeply|modestly|strongly";

    private const string Unit = @"\s*(?:points?|percentage\s+points?|pts?|dollars?|cents?)\b";

    /// <summary>1 where the text says that something rises by the number or that it is above zero, −1 for the contrary, else 0.</summary>
    internal static int Of(string text, WrittenNumber number)
    {
        var before = text[..number.Start];
        if (Sign().Match(before) is { Success: true } sign)
            return sign.Groups["plus"].Success ? 1 : -1;
        if (Movement().Match(before) is { Success: true } movement)
            return movement.Groups["up"].Success ? 1 : -1;
        var after = text[number.End..];
        var behind = number.IsPercent || UnitBehind().IsMatch(after) ? PlaceBehind().Match(after) : MovementBehind().Match(after);
        return !behind.Success ? 0
            : behind.Groups["up"].Success ? 1
            : -1;
    }

    /// <summary>Whether the number's sentence has a word by which a number below zero may go without its minus.</summary>
    internal static bool SpeaksOfFalls(string text, WrittenNumber number)
    {
        var start = EndOfSentence().Matches(text[..number.Start]).LastOrDefault() is { } end ? end.Index + end.Length : 0;
        var stop = EndOfSentence().Match(text, number.End) is { Success: true } next ? next.Index : text.Length;
        return OfFalls().IsMatch(text[start..stop]);
    }

    /// <summary>Whether a name is that of something whose numbers are falls, whatever their sign.</summary>
    internal static bool IsOfFalls(string name) => OfFalls().IsMatch(name.Replace('_', ' ').Replace('.', ' '));

    /// <summary>Whether the number counts indicators, reasons and the like.</summary>
    internal static bool CountsInputs(string text, WrittenNumber number) => Counted().IsMatch(text[number.End..]);

    /// <summary>Whether the number counts parts of the text itself: "in ten words".</summary>
    internal static bool CountsWords(string text, WrittenNumber number) => Written().IsMatch(text[number.End..]);

    [GeneratedRegex(@"(?<![\p{L}\p{N}_)\]])(?:(?<plus>\+)|[-\u2212\u2013])\s?[$€£]?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sign();

    [GeneratedRegex(
        $@"\b(?:(?<up>{Up})|{Down})(?:\s+(?:{Between}))*\s+[$€£(]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Movement();

    [GeneratedRegex($@"^{Unit}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnitBehind();

    [GeneratedRegex(
        $@"^(?:{Unit})?\s+(?:(?<up>above|over|{Up})|(?:below|under|{Down}))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PlaceBehind();

    [GeneratedRegex(
        @"^\s+(?:(?<up>rise|gain|increase|jump|rally|advance|climb|surge)|(?:drop|fall|decline|decrease|loss|slide|slump|dip|plunge))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MovementBehind();

    [GeneratedRegex(
        $@"\b(?:{Down}|below|under|bearish|weak\w*|downward|drawdowns?|discount|deficit|pullback|outflows?|short|sell\w*)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OfFalls();

    [GeneratedRegex(
        @"^\s+(?:\w+\s+){0,2}?(?:indicators?|factors?|signals?|inputs?|readings?|measures?|metrics?|averages?|reasons?"
            + @"|of\s+(?:the|these|those|them))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Counted();

    [GeneratedRegex(@"^\s+(?:\w+\s+)?(?:words?|sentences?|lines?)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();

    [GeneratedRegex(@"[.!?;](?=\s|$)|\n", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EndOfSentence();
}
