namespace LearningActors.Tests.Docs;

/// <summary>What a newcomer copies from the README and the guides works as it stands there.</summary>
public sealed class SnippetTests(PastedCommands shell) : IClassFixture<PastedCommands>
{
    /// <summary>Pages with commands.</summary>
    internal static IReadOnlyList<string> Named =>
        [
            "README.md",
            "docs/start.md",
            "docs/access.md",
            "docs/importing.md",
            .. Directory
                .GetFiles(Repository.Path("docs/guides"), "*.md")
                .Select(page => Path.GetRelativePath(Repository.Root, page))
                .Order(StringComparer.Ordinal),
        ];

    public static TheoryData<string> Pages => [.. Named];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task EveryCommandOfAPageIsTaken(string page)
    {
        var commands = PastedCommands.Of(page);
        Assert.NotEmpty(commands);
        var (exit, words) = await shell.PasteAsync(commands);
        Assert.True(exit == 0, $"{exit}: {words}");
        // An array is answered 200, whatever is wrong with its items.
        Assert.DoesNotMatch("\"refused\":[1-9]", words);
    }

    [Fact]
    public async Task TheFirstResultIsWhatItSays()
    {
        var first = PastedCommands.Of("README.md")[0];
        var (exit, words) = await shell.PasteAsync([first]);
        Assert.True(exit == 0 && words.EndsWith("""{"received":true}""", StringComparison.Ordinal), $"{exit}: {words}");
        Assert.Contains("\"explanation\":\"", words);
        Assert.Equal(first, PastedCommands.Of("docs/start.md")[0]);
    }

    [Fact]
    public async Task WhatTheReadmeListsIsTaken()
    {
        var listed = Listing
            .Of("README.md", "./run    ")
            .Text.Split('\n')
            .Where(line => line.Contains('<', StringComparison.Ordinal))
            .Select(line =>
                line.Replace("<file.jsonl>", "signals.jsonl", StringComparison.Ordinal)
                    .Replace("trades <file>", "trades trades.csv", StringComparison.Ordinal)
                    .Replace("broker <file>", "broker history.csv", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.Equal(3, listed.Length);
        var (exit, words) = await shell.PasteAsync(listed);
        Assert.True(exit == 0, $"{exit}: {words}");
        foreach (var said in (string[])["1 lines: ", "1 trades: 1 stored", "1 rows: "])
            Assert.Contains(said, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACommandThatIsRefusedIsSeen()
    {
        var (exit, words) = await shell.PasteAsync(["curl -s localhost:8080/api/signals/AAPL/BUY"]);
        Assert.NotEqual(0, exit);
        Assert.Contains("401", words, StringComparison.Ordinal);
    }
}
