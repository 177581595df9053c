using System.Collections.Frozen;

namespace LearningActors.Access;

/// <summary>Which passwords are taken. Length decides, not kinds of characters (NIST SP 800-63B, section 5.1.1.2).</summary>
internal static class PasswordRules
{
    internal const int Shortest = 12;
    internal const int Longest = 200;

    /// <summary>What common passwords are made of. A password is refused that is nothing but these, digits and signs.</summary>
    private static readonly FrozenSet<string> s_common = new[]
    {
        "password",
        "passwort",
        "passw0rd",
        "p@ssword",
        "p@ssw0rd",
        "motdepasse",
        "letmein",
        "welcome",
        "admin",
        "administrator",
        "root",
        "user",
        "guest",
        "test",
        "demo",
        "default",
        "changeme",
        "change",
        "secret",
        "login",
        "master",
        "access",
        "super",
        "qwerty",
        "qwertz",
        "azerty",
        "qwertyuiop",
        "qwertzuiop",
        "asdfghjkl",
        "asdf",
        "zxcvbnm",
        "yxcvbnm",
        "qazwsx",
        "wsxedc",
        "qwe",
        "abc",
        "abcd",
        "abcdef",
        "abcdefgh",
        "abcdefghijkl",
        "iloveyou",
        "love",
        "hello",
        "monkey",
        "dragon",
        "sunshine",
        "princess",
        "football",
        "baseball",
        "shadow",
        "michael",
        "superman",
        "batman",
        "trustno",
        "whatever",
        "freedom",
        "starwars",
        "computer",
        "internet",
        "summer",
        "winter",
        "spring",
        "autumn",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "trader",
        "trading",
        "stocks",
        "market",
        "money",
        "bitcoin",
        "profit",
        "learning",
        "actors",
        "orleans",
        "is",
        "my",
        "the",
        "a",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What is wrong with a password; null where nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="name">Whose it is to be.</param>
    internal static string? Fault(string password, string name)
    {
        if (password.Length is < Shortest or > Longest)
            return $"Expected {Shortest} to {Longest} characters, not {password.Length}.";
        var text = password.ToLowerInvariant();
        if (text.Contains(name, StringComparison.Ordinal) && text.Length - name.Length < Shortest / 2)
            return "It is little more than the name.";
        if (IsRepetition(text) || IsSequence(text))
            return "It is a repetition or a sequence, which is tried first by whoever guesses.";
        return IsCommon(text) ? "It is made of common passwords, which are tried first by whoever guesses." : null;
    }

    /// <summary>One to four characters over and over.</summary>
    private static bool IsRepetition(string text) =>
        Enumerable.Range(1, 4).Any(period => !text.Where((one, at) => one != text[at % period]).Any());

    /// <summary>Each character follows the one before it, up or down, as in <c>123456789012</c>.</summary>
    private static bool IsSequence(string text)
    {
        return Steps(1) || Steps(-1);

        bool Steps(int by) =>
            !text.Skip(1)
                .Where((one, at) => one - text[at] != by && !(char.IsAsciiDigit(one) && (text[at] - '0' + by + 10) % 10 == one - '0'))
                .Any();
    }

    private static bool IsCommon(string text)
    {
        var words = text.Split([.. text.Where(one => !char.IsLetter(one) && one is not ('@' or '0'))]);
        return words.All(word => word.Length == 0 || IsMadeOfCommon(word.Trim('0', '@')));
    }

    /// <summary>The word is nothing but common words one after the other.</summary>
    private static bool IsMadeOfCommon(string word)
    {
        // reached[i]: the first i characters are made of common words.
        var reached = new bool[word.Length + 1];
        reached[0] = true;
        for (var end = 1; end <= word.Length; end++)
        {
            for (var start = 0; start < end && !reached[end]; start++)
                reached[end] = reached[start] && s_common.Contains(word[start..end]);
        }

        return reached[word.Length];
    }
}
