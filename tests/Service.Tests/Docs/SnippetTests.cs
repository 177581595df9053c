namespace LearningActors.Tests.Docs;

/// <summary>What a newcomer copies from the README and the guides works as it stands there.</summary>
public sealed class SnippetTests(PastedCommands shell) : IClassFixture<PastedCommands>
{
    /// <summary>Pages with commands.</summary>
    public static TheoryData<string> Pages =>
        [
            "README.md",
            "docs/start.md",
            .. Directory
                .GetFiles(Repository.Path("docs/guides"), "*.md")
                .Select(page => Path.GetRelativePath(Repository.Root, page))
                .Order(StringComparer.Ordinal),
        ];

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
    public async Task ACommandThatIsRefusedIsSeen()
    {
        var (exit, words) = await shell.PasteAsync(["curl -s localhost:8080/api/signals/AAPL/BUY"]);
        Assert.NotEqual(0, exit);
        Assert.Contains("401", words, StringComparison.Ordinal);
    }
}
