using System.Text.RegularExpressions;
using LearningActors.Models;

namespace LearningActors.Prompts;

/// <summary>What a prompt must keep to before anybody is explained anything by it.</summary>
public static partial class PromptGuardrails
{
    /// <summary>From this share of common word triples on, two prompts count as the same.</summary>
    public const double MaxSimilarity = 0.8;

    private const int MinLength = 40;

    /// <summary>Why the text is refused, a sentence; null where it may be used.</summary>
    /// <param name="text">The template.</param>
    /// <param name="existing">Versions it must differ from.</param>
    /// <param name="maxTokens">Tokens that it may have, at four characters each.</param>
    public static string? Violation(string text, IEnumerable<PromptVersion> existing, int maxTokens)
    {
        if (text.Length < MinLength)
            return $"It has {text.Length} characters; at least {MinLength} are needed.";
        if (Tokens(text) > maxTokens)
            return $"It has about {Tokens(text)} tokens; {maxTokens} are allowed.";
        if (text.Any(one => char.IsControl(one) && one is not ('\n' or '\r' or '\t')))
            return "It holds a control character.";
        var placeholders = Placeholder().Matches(text).Select(match => match.Value).ToHashSet();
        if (PromptPlaceholders.Required.Where(required => !placeholders.Contains(required)).ToArray() is { Length: > 0 } missing)
            return $"It lacks the placeholder{(missing.Length > 1 ? "s" : "")} {string.Join(", ", missing)}.";
        if (placeholders.FirstOrDefault(one => !PromptPlaceholders.Required.Contains(one)) is { } unknown)
            return $"Nothing fills the placeholder {unknown}.";
        if (ProfitPromise.IsIn(text))
            return "It promises profit.";
        if (Forbidden().Match(text) is { Success: true } forbidden)
            return $"It holds forbidden content: '{forbidden.Value}'.";
        foreach (var other in existing)
        {
            if (Similarity(text, other.Text) >= MaxSimilarity)
                return $"It is too similar to {other.Version}.";
        }

        return null;
    }

    /// <summary>Tokens, roughly: a quarter of the characters.</summary>
    public static int Tokens(string text) => (text.Length + 3) / 4;

    /// <summary>The share of word triples that two texts have in common (Jaccard), 0..1; upper and lower case are the same.</summary>
    public static double Similarity(string left, string right)
    {
        var (a, b) = (Shingles(left), Shingles(right));
        var common = a.Intersect(b).Count();
        var all = a.Count + b.Count - common;
        return all == 0 ? 1 : (double)common / all;
    }

    private static HashSet<string> Shingles(string text)
    {
        var words = Word().Matches(text.ToUpperInvariant()).Select(match => match.Value).ToArray();
        return words.Length < 3
            ? [string.Join(' ', words)]
            : [.. Enumerable.Range(0, words.Length - 2).Select(i => $"{words[i]} {words[i + 1]} {words[i + 2]}")];
    }

    [GeneratedRegex(@"\{[^{}\s]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(
        """
            https?://\S*
            | \b(?:ignore|disregard|forget)\s+(?:all|any|the|previous|prior|above|these|your)\b(?:\s+\w+){0,2}
            | \b(?:system|developer)\s+prompt\b
            | \b(?:insider\s+(?:information|tip|knowledge)|pump\s+and\s+dump)\b
            | \b(?:invent|make\s+up|fabricate)\s+(?:a\s+|any\s+)?(?:numbers?|figures?|facts?|data)\b
            | \b(?:api[\s_-]?key|password|credit\s+card)s?\b
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Forbidden();
}
