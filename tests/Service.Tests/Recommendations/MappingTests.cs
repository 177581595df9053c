using System.Text.RegularExpressions;
using LearningActors.Tests.Cli;

namespace LearningActors.Tests.Recommendations;

/// <summary>CSV of a broker that is not known, by a mapping.</summary>
public sealed partial class MappingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("learningactors-mapping-").FullName;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheExampleOfTheDocumentationIsImported()
    {
        await using var service = await TestService.StartAsync();
        var page = await File.ReadAllTextAsync(Repository.Path("docs", "importing.md"));
        var (file, mapping) = (Write("file.csv", Block(page, "csv")), Write("mapping.json", Block(page, "json")));

        var words = await service.SendAsync("import", "broker", file, "--mapping", mapping);

        Assert.Contains("3 rows: 3 executions stored", words);
        Assert.Equal(
            "BTO AAPL 1000 185.25 4.90 2024-01-02 14:30|STO AAPL  240119C00190000 10 105.00 9.00 2024-01-02 14:31|"
                + "expired AAPL  240119C00190000 10 0 0 2024-01-19 21:00",
            await service.ScalarAsync<string>(
                """
                SELECT string_agg(concat_ws(' ', action, instrument, quantity, price, fees,
                    to_char(executed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')), '|' ORDER BY executed_at) FROM executions
                """
            )
        );
    }

    /// <summary>The file is not asked to be of a known kind, but it has to be text that the mapping fits.</summary>
    [Theory]
    [InlineData("a,b\n1,2\n", "{\n \"name\": 1}", "line 2, name: expected a text")]
    [InlineData("a,b\n1,2\n", "", "is empty or not text")]
    [InlineData("a\0b", "{}", "a binary file")]
    [InlineData("a,b\n1,2\n", null, "--mapping: there is no file")]
    [InlineData(
        "a,b\n1,2\n",
        """{"name": "X", "columns": {"time": "T", "symbol": "S", "side": "a", "quantity": "b", "price": "P"}, "sides": {"B": "BUY"}}""",
        "resembles X, without the columns T, S, P."
    )]
    public async Task WhatIsWrongIsSaid(string file, string? mapping, string expected)
    {
        await using var service = await TestService.StartAsync();
        var (exit, words, errors) = await service.RunAsync(
            "import",
            "broker",
            Write("file.csv", file),
            "--mapping",
            mapping is null ? Path.Combine(_folder, "none") : Write("mapping.json", mapping)
        );

        Assert.Equal(1, exit);
        Assert.Contains(expected, errors + words);
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
    }

    private static string Block(string page, string language) =>
        Blocks().Matches(page).Single(block => block.Groups["language"].Value == language).Groups["text"].Value;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
