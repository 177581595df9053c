using System.Text.RegularExpressions;

namespace LearningActors.Access;

/// <summary>The names that people may have.</summary>
internal static partial class PersonName
{
    internal const int Longest = 64;

    internal const string Expected = "1 to 64 lower-case letters, digits, dots, dashes, underscores or @, with a letter or digit first";

    /// <summary>A name as it is stored; null where it is none.</summary>
    internal static string? Read(string text) => text.Trim().ToLowerInvariant() is var name && Form().IsMatch(name) ? name : null;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._@-]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
