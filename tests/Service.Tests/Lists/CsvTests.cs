using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Lists;

/// <summary>Every list that is nothing else can be read as CSV, with the same filters, order and parts.</summary>
public sealed class CsvTests(SeededService seeded) : IClassFixture<SeededService>
{
    public static TheoryData<string> Tables => [.. Paths];

    private static IEnumerable<string> Paths =>
        ListTests.Lists().Where(list => list.Get["responses"]!["200"]!["content"]!["text/csv"] is not null).Select(list => list.Path);

    private TestService Service => seeded.Service;

    [Fact]
    public void TheListsOfAccountsAreTables() =>
        Assert.Empty(
            new[] { "recommendations", "executions", "orders", "positions", "matches", "outcomes", "imports", "cash" }
                .Select(name => $"{Root}/{name}")
                .Except(Paths)
        );

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task ATableHoldsWhatTheListDoes(string path)
    {
        var place = ListTests.PathOf(path);
        var items = (await Service.Admin.GetFromJsonAsync<JsonNode>($"{place}?limit=100"))!["items"]!.AsArray();
        var (rows, next) = (new List<Dictionary<string, string>>(), $"{place}?limit=5&format=csv");
        while (next is not null)
        {
            using var response = await Service.Admin.GetAsync(next);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/csv; charset=utf-8", $"{response.Content.Headers.ContentType}");
            var part = Read(await response.Content.ReadAsStringAsync());
            Assert.InRange(part.Count, 1, 5);
            rows.AddRange(part);
            next = response.Headers.TryGetValues("Link", out var links)
                ? links.Single().Replace(">; rel=\"next\"", "", StringComparison.Ordinal)[1..]
                : null;
            Assert.Equal(next is null, !response.Headers.Contains("Next-Cursor"));
        }

        Assert.Equal(items.Count, rows.Count);
        foreach (var (item, row) in items.Zip(rows))
        {
            foreach (var (column, cell) in row)
                AssertCell(item!, column, cell);
            // Nothing of the item is left out.
            Assert.Empty(item!.AsObject().Select(one => one.Key).Except(row.Keys.Select(column => column.Split('.')[0])));
        }
    }

    [Fact]
    public async Task ACursorIsOfBothFormsAndFiltersNarrowBoth()
    {
        using var first = await Service.Read.GetAsync($"{Root}/cash?kind=dividend&limit=2&format=csv");
        Assert.All(Read(await first.Content.ReadAsStringAsync()), row => Assert.Equal("dividend", row["kind"]));
        var cursor = first.Headers.GetValues("Next-Cursor").Single();
        var rest = await Service.GetAsync<Page<CashMovement>>($"{Root}/cash?kind=dividend&cursor={cursor}");
        Assert.Equal(2, rest.Items.Count);
        Assert.All(rest.Items, one => Assert.Equal("dividend", one.Kind));
        Assert.Equal(6, (await Service.ItemsAsync<CashMovement>($"{Root}/cash?account=ira")).Count);
        Assert.Equal(3, (await Service.ItemsAsync<CashMovement>($"{Root}/cash?from=2020-01-02&to=2020-01-02")).Count);
        Assert.Equal(
            "Row 3",
            (await Service.ItemsAsync<CashMovement>($"{Root}/cash?from=2020-01-02T00:00:00Z&kind=dividend&sort=at"))[0].Description
        );
    }

    [Theory]
    [InlineData("", "text/csv", "text/csv")]
    [InlineData("", "text/csv, */*;q=0.1", "text/csv")]
    [InlineData("", "application/json;q=0.5, text/csv", "text/csv")]
    [InlineData("", "application/json, text/csv;q=0.5", "application/json")]
    [InlineData("", "text/csv;q=0", "application/json")]
    [InlineData("", "*/*", "application/json")]
    [InlineData("?format=json", "text/csv", "application/json")]
    [InlineData("?format=csv", "application/json", "text/csv")]
    public async Task TheFormIsTheOneThatWasAskedFor(string query, string accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Root}/executions{query}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Service.Read.SendAsync(request);
        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Fact]
    public async Task AFormThatIsNoneIsRefused()
    {
        using var response = await Service.Read.GetAsync($"{Root}/executions?format=xml");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Expected one of json, csv, not 'xml'", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ATextThatASpreadsheetWouldRunIsAText()
    {
        await using var service = await TestService.StartAsync();
        string[] formulas = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1,2)", "-2+3", "\t=1", "\r=1"];
        string[] others = ["-12.50", "-1", "a=\"1\",\r\n2", "1+1", "x"];
        await service.SendAsync(
            "executions",
            [
                .. formulas
                    .Concat(others)
                    .Select(
                        (account, i) =>
                            new Dictionary<string, object?>(Execute($"e{i}", "2021-01-04T16:00:00Z", action: "BTO"))
                            {
                                ["account"] = account,
                            }
                    ),
            ]
        );
        await service.TrackAsync();
        var rows = Read(await service.Read.GetStringAsync($"{Root}/positions?format=csv"));
        Assert.Equal(
            formulas.Select(formula => $"'{formula}").Concat(others).Order(StringComparer.Ordinal),
            rows.Select(row => row["account"]).Order(StringComparer.Ordinal)
        );
        // A number that is negative is one.
        Assert.All(rows, row => Assert.Equal(-201.15m, decimal.Parse(row["cash"], CultureInfo.InvariantCulture)));
    }

    private static List<Dictionary<string, string>> Read(string csv)
    {
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { HasHeader = false });
        var lines = new List<string[]>();
        while (reader.Read())
            lines.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]);
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>A cell holds what the field of the JSON item does.</summary>
    private static void AssertCell(JsonNode item, string column, string cell)
    {
        var node = column.Split('.').Aggregate((JsonNode?)item, (at, name) => at?[name]);
        if (node is JsonArray or JsonObject)
            Assert.True(JsonNode.DeepEquals(node, JsonNode.Parse(cell)), $"{column}: {node.ToJsonString()} is {cell}");
        else
            Assert.Equal((column, node is null ? "" : node.ToString()), (column, cell));
    }
}
