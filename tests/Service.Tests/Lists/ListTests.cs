using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Http;
using LearningActors.Tests.Recommendations;

namespace LearningActors.Tests.Lists;

/// <summary>Every list is read part by part in the same way, in every order that it has.</summary>
public sealed class ListTests(SeededService seeded) : IClassFixture<SeededService>
{
    private static readonly JsonNode s_document = JsonNode.Parse(File.ReadAllText(OpenApiDocumentTests.Path))!;

    /// <summary>Every list that the document has, and each of its orders.</summary>
    public static TheoryData<string, string> Orders
    {
        get
        {
            var orders = new TheoryData<string, string>();
            foreach (var (path, get) in Lists())
            {
                foreach (var sort in SortOf(get)["schema"]!["enum"]!.AsArray())
                    orders.Add(path, (string)sort!);
            }

            return orders;
        }
    }

    private TestService Service => seeded.Service;

    [Fact]
    public void WhatHasANextCursorTakesSortLimitAndCursor()
    {
        Assert.True(Lists().Count() >= 20, $"{Lists().Count()}");
        Assert.All(
            Lists(),
            list =>
            {
                var names = list.Get["parameters"]!.AsArray().Select(one => (string)one!["name"]!);
                Assert.Equal("sort limit cursor", string.Join(' ', names.TakeLast(3)));
                var sort = SortOf(list.Get)["schema"]!;
                Assert.Contains((string?)sort["default"], sort["enum"]!.AsArray().Select(one => (string?)one));
            }
        );
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task PartsOfAnyLengthHoldEachRowOnceInOrder(string path, string sort)
    {
        var all = await IdsAsync(sort, limit: 100);
        Assert.True(all.Length >= 4, $"{all.Length}");
        Assert.Equal(all.Length, all.Distinct().Count());
        foreach (var limit in new[] { 1, 2, 3, 7 })
            Assert.Equal(all, await IdsAsync(sort, limit));
        // The other way round it is the same list, read from its end.
        Assert.Equal(all.Reverse(), await IdsAsync(sort[0] == '-' ? sort[1..] : $"-{sort}", limit: 5));

        async Task<string[]> IdsAsync(string order, int limit) => [.. (await WalkAsync(path, order, limit)).Select(IdOf)];
    }

    [Theory]
    [InlineData("/api/admin/alerts", "raised_at", "raised_at")]
    [InlineData("/api/admin/alerts", "kind", "kind")]
    [InlineData("/api/admin/cycles", "next_at", "next_at")]
    [InlineData("/api/admin/llm-ab-tests", "ended_at", "decision.at")]
    [InlineData("/api/admin/llm-ab-tests", "started_at", "started_at")]
    [InlineData("/api/admin/prompts", "created_at", "created_at")]
    [InlineData("/api/admin/prompts/generations", "at", "at")]
    [InlineData("/api/admin/audit", "number", "number")]
    [InlineData("/api/admin/fine-tuning/examples", "tokens", "tokens")]
    [InlineData("/api/admin/fine-tuning/datasets", "number", "number")]
    [InlineData("/api/admin/fine-tuning/jobs", "started_at", "started_at")]
    [InlineData("/api/admin/fine-tuning/models", "registered_at", "registered_at")]
    [InlineData("/api/learning/insights", "confidence_score", "confidence_score")]
    [InlineData("/api/learning/insights", "updated_at", "updated_at")]
    [InlineData("/api/explanations", "generated_at", "generated_at")]
    [InlineData("/api/explanations/{explanation_id}/votes", "created_at", "created_at")]
    [InlineData("/api/trades", "exit_time", "exit_time")]
    [InlineData("/api/trades", "entry_time", "entry_time")]
    [InlineData("/api/trades", "pnl", "pnl")]
    [InlineData("/api/learning/reviews", "reviewed_at", "reviewed_at")]
    [InlineData("/api/learning/reviews", "performance_rating", "performance_rating")]
    [InlineData("/api/strategies", "effectiveness_score", "effectiveness_score")]
    [InlineData("/api/strategies", "id", "id")]
    [InlineData($"{RecommendationDriver.Root}/imports", "started_at", "started_at")]
    [InlineData($"{RecommendationDriver.Root}/imports", "file_name", "file_name")]
    [InlineData($"{RecommendationDriver.Root}/imports/{{id}}/rows", "line", "line")]
    [InlineData($"{RecommendationDriver.Root}/matches", "day", "day")]
    [InlineData($"{RecommendationDriver.Root}/outcomes", "day", "day")]
    [InlineData($"{RecommendationDriver.Root}/outcomes", "attributed_pnl", "attributed_pnl")]
    [InlineData($"{RecommendationDriver.Root}/cash", "at", "at")]
    [InlineData($"{RecommendationDriver.Root}/cash", "amount", "amount")]
    [InlineData($"{RecommendationDriver.Root}/weekly-summaries", "generated_at", "summary.generated_at")]
    [InlineData($"{RecommendationDriver.Root}/v4-candidates", "id", "id")]
    [InlineData($"{RecommendationDriver.Root}/recommendations", "sent_at", "sent_at")]
    [InlineData($"{RecommendationDriver.Root}/executions", "executed_at", "executed_at")]
    [InlineData($"{RecommendationDriver.Root}/orders", "executed_at", "executed_at")]
    [InlineData($"{RecommendationDriver.Root}/positions", "changed_at", "changed_at")]
    public async Task RowsAreInTheOrderOfWhatTheyAreSortedBy(string path, string sort, string field)
    {
        var rows = (await WalkAsync(path, sort, limit: 100)).Select(row => JsonNode.Parse(row)!).ToArray();
        var values = rows.Select(row => field.Split('.').Aggregate(row, (node, name) => node[name]!)).ToArray();
        Assert.Equal(
            values[0].GetValueKind() == JsonValueKind.Number
                ? values.OrderBy(value => (double)value).Select(value => $"{value}")
                : values.Select(value => (string)value!).Order(StringComparer.Ordinal),
            values.Select(value => $"{value}")
        );
    }

    [Theory]
    [InlineData("/api/admin/alerts", "-raised_at")]
    [InlineData("/api/admin/alerts", "kind")]
    [InlineData("/api/learning/insights", "-confidence_score")]
    [InlineData("/api/admin/reminders", "grain")]
    [InlineData("/api/strategies", "-effectiveness_score")]
    public async Task RowsThatAreAddedMeanwhileNeitherRepeatNorHideOthers(string path, string sort)
    {
        await using var service = await TestService.StartAsync();
        await service.SeedAsync();
        var before = await WalkAsync(path, sort, limit: 100, service: service);
        var parts = 0;
        // Not for ever, or the list grows as fast as it is read.
        var walked = await WalkAsync(
            path,
            sort,
            limit: 2,
            service: service,
            meanwhile: () => parts++ < 4 ? service.AddMoreAsync(parts) : Task.CompletedTask
        );
        Assert.True(parts > 3, $"{parts}");
        Assert.Equal(walked.Count, walked.Select(IdOf).Distinct().Count());
        var old = before.Select(IdOf).ToHashSet();
        Assert.Equal(before.Select(IdOf), walked.Select(IdOf).Where(old.Contains));
    }

    [Fact]
    public async Task ACursorIsOfOneListWithItsSortAndFilters()
    {
        const string insights = "/api/learning/insights?limit=2";
        var cursor = (await Service.GetAsync<Page<Insight>>(insights)).NextCursor!;
        Assert.Equal(2, (await Service.GetAsync<Page<Insight>>($"{insights}&cursor={cursor}")).Items.Count);
        // What holds by default may be said, too, and a part may have another length.
        var same = $"/api/learning/insights?limit=3&active=true&min_confidence=0.6&sort=-confidence_score&cursor={cursor}";
        Assert.Equal(3, (await Service.GetAsync<Page<Insight>>(same)).Items.Count);

        Assert.Equal(
            "It belongs to sort=-confidence_score; ask with the same sort, or without a cursor.",
            await RefusedAsync($"{insights}&sort=created_at&cursor={cursor}", "cursor")
        );
        const string elsewhere = "It belongs to other filters, or to another list; ask without a cursor.";
        Assert.Equal(elsewhere, await RefusedAsync($"{insights}&insight_type=setup&cursor={cursor}", "cursor"));
        Assert.Equal(elsewhere, await RefusedAsync($"{insights}&active=any&cursor={cursor}", "cursor"));
        var alerts = (await Service.GetAsync<Page<AlertStatus>>("/api/admin/alerts?limit=2&sort=kind")).NextCursor!;
        Assert.Equal(elsewhere, await RefusedAsync($"/api/admin/alerts?limit=2&sort=kind&open=true&cursor={alerts}", "cursor"));
        Assert.Equal("Expected the next_cursor of an answer.", await RefusedAsync($"{insights}&cursor={alerts}", "cursor"));
    }

    [Theory]
    [InlineData(2, "soon")]
    [InlineData(2, "NaN")]
    [InlineData(2, "0.5\0")]
    [InlineData(3, "no uuid")]
    public async Task ACursorThatSomebodyMadeIsRefused(int part, string value)
    {
        var cursor = (await Service.GetAsync<Page<Insight>>("/api/learning/insights?limit=1")).NextCursor!;
        var parts = JsonSerializer.Deserialize<string[]>(System.Buffers.Text.Base64Url.DecodeFromChars(cursor))!;
        parts[part] = value;
        var made = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts)));
        Assert.Equal(
            "Expected the next_cursor of an answer.",
            await RefusedAsync($"/api/learning/insights?limit=1&cursor={made}", "cursor")
        );
    }

    [Fact]
    public async Task AMistypedSortIsRefusedWithTheOneThatWasMeant()
    {
        Assert.EndsWith("not '-raised'. Did you mean \"-raised_at\"?", await RefusedAsync("/api/admin/alerts?sort=-raised", "sort"));
        Assert.StartsWith(
            "Expected one of raised_at, -raised_at, kind, -kind, not 'subject'.",
            await RefusedAsync("/api/admin/alerts?sort=subject", "sort")
        );
    }

    /// <summary>Lists of which a part answers with <c>next_cursor</c>.</summary>
    internal static IEnumerable<(string Path, JsonNode Get)> Lists() =>
        s_document["paths"]!
            .AsObject()
            .Where(path => path.Value!["get"]?["responses"]?["200"]?["content"] is not null)
            .Select(path => (path.Key, Get: path.Value!["get"]!))
            .Where(path =>
                (string?)path.Get["responses"]!["200"]!["content"]!["application/json"]?["schema"]!["$ref"] is { } name
                && s_document["components"]!["schemas"]![name[(name.LastIndexOf('/') + 1)..]]!["properties"]?["next_cursor"] is not null
            );

    /// <summary>A list of those that are there.</summary>
    internal static string PathOf(string path) =>
        path.Replace("{kind}", "cycle")
            .Replace("{id}", $"{ListSeeds.BrokenImport}")
            .Replace("{explanation_id}", $"{ListSeeds.RatedExplanation}");

    private static JsonNode SortOf(JsonNode get) => get["parameters"]!.AsArray().Single(one => (string?)one!["name"] == "sort")!;

    /// <summary>What a row alone has in its list.</summary>
    private static string IdOf(string row)
    {
        var node = JsonNode.Parse(row)!;
        return string.Join(
            '/',
            new[]
            {
                node["line"],
                node["key"],
                node["name"],
                node["id"],
                node["number"],
                node["prompt_version"],
                node["summary"]?["week"],
                node["trade_id"],
                node["recommendation_id"],
                node["execution_id"],
                node["explanation_id"],
                node["order_id"],
                node["account"],
                node["instrument"],
            }
                .OfType<JsonNode>()
                .Select(part => part.ToJsonString())
        );
    }

    private async Task<string> RefusedAsync(string path, string field)
    {
        var response = await Service.Admin.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["errors"]![field]![0]!;
    }

    /// <summary>All rows of a list, part by part.</summary>
    private async Task<List<string>> WalkAsync(
        string path,
        string sort,
        int limit,
        TestService? service = null,
        Func<Task>? meanwhile = null
    )
    {
        var (rows, cursor) = (new List<string>(), "");
        do
        {
            var asked = $"{PathOf(path)}?sort={sort}&limit={limit}&cursor={cursor}";
            var response = await (service ?? Service).Admin.GetAsync(asked);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            var part = JsonNode.Parse(text)!;
            var items = (part["items"] ?? part["history"] ?? part["versions"])!.AsArray();
            Assert.InRange(items.Count, 0, limit);
            rows.AddRange(items.Select(item => item!.ToJsonString()));
            cursor = (string?)part["next_cursor"];
            if (meanwhile is not null)
                await meanwhile();
        } while (cursor is not null);
        return rows;
    }
}

/// <summary>A service with some rows in every list.</summary>
public sealed class SeededService : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Service = await TestService.StartAsync();
        await Service.SeedAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await Service.DisposeAsync();
}
