using System.Text.RegularExpressions;

namespace LearningActors.Models;

/// <summary>Finds cardinal numbers that are written as English words: <c>twenty-eight point five percent</c>, <c>two million</c>.</summary>
/// <remarks>
/// Not taken for numbers: <c>one</c> and <c>zero</c> by themselves, ordinals, fractions, <c>double</c>; they are usual in texts that
/// state no figure.
/// </remarks>
internal static partial class NumberWords
{
    private static readonly string[] s_small =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    private static readonly string[] s_tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The numbers in words, in their order.</summary>
    internal static IEnumerable<WrittenNumber> In(string text)
    {
        var words = Word().Matches(text).ToArray();
        for (var at = 0; at < words.Length; )
        {
            var reading = new Reading(text, words, at);
            if (reading.Number is { } number)
                yield return number;
            at = Math.Max(at + 1, reading.Next);
        }
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\G\s?(?:%|percent\b|per\scent\b)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Percent();

    /// <summary>Reads one number from a word on.</summary>
    private sealed class Reading
    {
        private readonly string _text;
        private readonly Match[] _words;
        private readonly int _first;
        private double _whole;
        private double _part;
        private double _unit = 1;
        private bool _endsInScale;

        internal Reading(string text, Match[] words, int first)
        {
            (_text, _words, _first, Next) = (text, words, first, first);
            if (ReadWhole())
                Number = Read();
        }

        /// <summary>The word behind the number.</summary>
        internal int Next { get; private set; }

        internal WrittenNumber? Number { get; }

        private string this[int at] => at < _words.Length && (at == _first || IsJoined(at)) ? _words[at].Value.ToLowerInvariant() : "";

        private WrittenNumber? Read()
        {
            var decimals = ReadDecimals(out var fraction);
            var end = _words[Next - 1].Index + _words[Next - 1].Length;
            var percent = Percent().Match(_text, end);
            var value = _whole + _part + fraction;
            // "One of them" and "above zero" state no figure; "one percent" and "one point five" do.
            if (Next == _first + 1 && value is 0 or 1 && !percent.Success)
                return null;
            return new WrittenNumber(
                _words[_first].Index,
                end + percent.Length,
                value,
                0.5 * Math.Pow(10, -decimals) * _unit,
                percent.Success
            );
        }

        private bool ReadWhole()
        {
            // "A hundred", and not "a".
            if (this[Next] == "a" && this[Next + 1] is "hundred" or "thousand" or "million" or "billion" or "dozen")
            {
                _part = 1;
                Next++;
            }

            while (ReadWord(this[Next]))
                Next++;
            return Next > _first;
        }

        private bool ReadWord(string word)
        {
            switch (word)
            {
                case "and" when _endsInScale && IsNumber(this[Next + 1]):
                    return true;
                case "hundred" when _part is > 0 and < 100:
                    (_part, _endsInScale) = (_part * 100, true);
                    return true;
                case "dozen" when Next == _first || _part is > 0 and < 100:
                    _part = Math.Max(_part, 1) * 12;
                    return true;
                case "thousand" or "million" or "billion" when _part > 0:
                    _unit = WrittenNumber.ScaleOf(word);
                    (_whole, _part, _endsInScale) = (_whole + (_part * _unit), 0, true);
                    return true;
                case "twice" or "thrice" when Next == _first:
                    _part = word == "twice" ? 2 : 3;
                    return true;
            }

            if (Array.IndexOf(s_tens, word) is var ten and >= 0 && _part % 100 == 0)
            {
                (_part, _unit, _endsInScale) = (_part + ((ten + 2) * 10), 1, false);
                return true;
            }

            if (
                Array.IndexOf(s_small, word) is var small and >= 0
                && (_part % 100 == 0 || (_part % 10 == 0 && _part % 100 >= 20 && small < 10))
            )
            {
                // "Zero" begins no longer number, but for its decimals.
                if (small == 0 && Next > _first)
                    return false;
                (_part, _unit, _endsInScale) = (_part + small, 1, false);
                return Next == _first || small > 0;
            }

            return false;
        }

        private int ReadDecimals(out double fraction)
        {
            (fraction, var decimals) = (0, 0);
            if (this[Next] != "point" || Array.IndexOf(s_small, this[Next + 1]) is < 0 or > 9)
                return 0;
            Next++;
            while (Array.IndexOf(s_small, this[Next]) is var digit and >= 0 and <= 9)
            {
                fraction += digit * Math.Pow(10, -++decimals);
                Next++;
            }

            if (this[Next] is "thousand" or "million" or "billion")
            {
                _unit = WrittenNumber.ScaleOf(this[Next]);
                (_whole, _part, fraction) = ((_whole + _part + fraction) * _unit, 0, 0);
                Next++;
            }

            return decimals;
        }

        private static bool IsNumber(string word) => Array.IndexOf(s_small, word) >= 0 || Array.IndexOf(s_tens, word) >= 0;

        /// <summary>Nothing but a blank or a hyphen is between a word and the one before.</summary>
        private bool IsJoined(int at)
        {
            var gap = _text.AsSpan(
                _words[at - 1].Index + _words[at - 1].Length,
                _words[at].Index - _words[at - 1].Index - _words[at - 1].Length
            );
            return gap is " " or "-" or "\u2011";
        }
    }
}
