using System.Text.RegularExpressions;

namespace LearningActors.Tests;

/// <summary>A fenced listing of a page of the repository, which a test runs.</summary>
/// <param name="Page">The page, by its path in the repository.</param>
/// <param name="Language">Its language; empty for commands.</param>
/// <param name="Text">What stands there.</param>
public sealed partial record Listing(string Page, string Language, string Text)
{
    /// <summary>Its first line, by which it is known.</summary>
    public string FirstLine => Text.Split('\n')[0];

    /// <summary>The listings of a page, in their order.</summary>
    public static IReadOnlyList<Listing> Of(string page) =>
        [
            .. Fenced()
                .Matches(File.ReadAllText(Repository.Path(page)))
                .Select(found => new Listing(page, found.Groups["language"].Value, found.Groups["text"].Value)),
        ];

    /// <summary>The only listing of a page whose first line begins so.</summary>
    public static Listing Of(string page, string firstLine) =>
        Of(page).Single(listing => listing.FirstLine.StartsWith(firstLine, StringComparison.Ordinal));

    /// <summary>The settings that it gives, a line each.</summary>
    public IReadOnlyDictionary<string, string> Settings() =>
        Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(setting => setting[0], setting => setting[1]);

    [GeneratedRegex("^ *```(?<language>\\w*)\\n(?<text>.*?)^ *```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();
}
