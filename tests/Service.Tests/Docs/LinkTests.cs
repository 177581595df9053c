using System.Text.RegularExpressions;

namespace LearningActors.Tests.Docs;

/// <summary>Where the pages point to is there.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void EveryLinkOfThePagesLeadsSomewhere()
    {
        var pages = Directory
            .EnumerateFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories)
            .Where(page => !page.Contains("node_modules", StringComparison.Ordinal))
            .Concat(new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md" }.Select(name => Repository.Path(name)))
            .ToArray();
        Assert.InRange(pages.Length, 30, int.MaxValue);
        Assert.Empty(pages.SelectMany(Broken));
    }

    private static IEnumerable<string> Broken(string page) =>
        from link in Link().Matches(Code().Replace(File.ReadAllText(page), "")).Select(one => one.Groups[1].Value)
        where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('/')
        let parts = link.Split('#')
        let target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]))
        where
            !(File.Exists(target) || Directory.Exists(target))
            || (parts.Length > 1 && !Headings(target).Contains(parts[1], StringComparer.Ordinal))
        select $"{Path.GetRelativePath(Repository.Root, page)}: {link}";

    /// <summary>The names by which headings can be linked to, as GitHub and the guide make them alike.</summary>
    private static IEnumerable<string> Headings(string page) =>
        Heading()
            .Matches(Code().Replace(File.ReadAllText(page), ""))
            .Select(heading => NoName().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("^#{1,4} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoName();
}
