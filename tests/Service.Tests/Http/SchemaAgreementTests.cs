using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LearningActors.Tests.Access;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;

namespace LearningActors.Tests.Http;

/// <summary>
/// What the OpenAPI document says of bodies and queries is what the service takes: every field missing, wrong, or too many.
/// </summary>
public sealed class SchemaAgreementTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private static readonly string[] s_always = ["401", "403", "429", "503"];
    private Browser? _person;

    private TestService Service => fixture.Service;

    [Fact]
    public async Task EveryFieldOfABodyIsAsTheSchemaSays()
    {
        var operations = (await OperationsAsync())
            .Where(operation => operation.Value["requestBody"]?["content"]?["application/json"] is not null)
            .ToArray();
        Assert.True(operations.Length >= 20, $"{operations.Length}");
        var (cases, wrong) = (0, new List<string>());
        foreach (var operation in operations)
        {
            var schema = operation.Body["schema"]!.AsObject();
            var one = SchemaFaults.Resolve(operation.Document, schema["oneOf"]?[0] ?? schema["items"] ?? schema);
            if (one["properties"] is null)
                continue;
            var example = operation.Body["example"]!;
            foreach (var (what, field, body) in SchemaFaults.Wrongs(operation.Document, one, "", Objects(example).First()))
            {
                cases++;
                var isArrayOnly = schema["items"] is not null;
                var errors = await ErrorsAsync(operation, isArrayOnly ? new JsonArray(body) : body, isArrayOnly);
                if (errors?.ContainsKey(field) != true)
                    wrong.Add($"{operation.Id}, {what} {field}: {errors?.ToJsonString() ?? "taken"}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(cases > 300, $"{cases}");
    }

    [Fact]
    public async Task EveryValueOfAQueryIsAsTheSchemaSays()
    {
        var (cases, wrong) = (0, new List<string>());
        foreach (var operation in await OperationsAsync())
        {
            if (operation.Value["security"] is null)
                continue;
            var parameters = (operation.Value["parameters"]?.AsArray() ?? [])
                .Select(one => one!.AsObject())
                .Where(one => (string?)one["in"] == "query")
                .ToArray();
            foreach (var (name, value) in parameters.SelectMany(SchemaFaults.WrongValues).Append(("surplus", "1")))
            {
                cases++;
                var others = parameters
                    .Where(one => (bool?)one["required"] == true && (string)one["name"]! != name)
                    .Select(one => $"{one["name"]}={Uri.EscapeDataString($"{one["example"]}")}");
                var query = string.Join('&', value is null ? others : others.Append($"{name}={Uri.EscapeDataString(value)}"));
                using var request = new HttpRequestMessage(new HttpMethod(operation.Method), $"{operation.Path}?{query}");
                var response = await (await ClientOfAsync(operation)).SendAsync(request);
                var text = await response.Content.ReadAsStringAsync();
                if (response.StatusCode != HttpStatusCode.BadRequest || JsonNode.Parse(text)!["errors"]?[name] is null)
                    wrong.Add($"{operation.Id}?{query}: {(int)response.StatusCode} {text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(cases > 80, $"{cases}");
    }

    [Fact]
    public async Task TheDocumentIsOfVersion31AndNamesEveryOperationAndItsAnswers()
    {
        var operations = await OperationsAsync();
        Assert.StartsWith("3.1", (string)operations[0].Document["openapi"]!);
        Assert.Equal(operations.Length, operations.Select(operation => operation.Id).Distinct().Count());
        Assert.All(
            operations.Where(operation => operation.Value["security"] is not null),
            operation =>
            {
                var answers = operation.Value["responses"]!.AsObject();
                Assert.All(s_always, status => Assert.True(answers.ContainsKey(status), $"{operation.Id} {status}"));
                Assert.All(
                    answers.Where(answer => answer.Key[0] is '4' or '5'),
                    answer =>
                        Assert.Equal(
                            "#/components/schemas/Problem",
                            (string?)answer.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]
                        )
                );
            }
        );
        var described = operations[0].Document["components"]!["schemas"]!["Problem"]!["properties"]!.AsObject().Select(one => one.Key);
        var refused = await Service.Admin.PostAsJsonAsync("/api/trades", new { });
        var problem = (await refused.Content.ReadFromJsonAsync<JsonObject>())!;
        // What there is now is told only to who was too late.
        Assert.Equal(problem.Select(one => one.Key).Append("current").Order(), described.Order());
    }

    [Fact]
    public async Task AMistypedNameIsRefusedWithTheOneThatWasMeant()
    {
        var body = new { filters = new { simbol = "BTC/USD" } };
        Assert.Equal(
            "Unknown field. Did you mean \"symbol\"?",
            await Service.RefusedAsync("/api/learning/aggregate", body, HttpStatusCode.BadRequest, "filters.simbol")
        );
        Assert.Equal(0, await Service.ScalarAsync<long>("SELECT count(*) FROM learning_journal"));
        foreach (var path in new[] { $"{RecommendationDriver.Root}/matches?simbol=PLTR", "/api/learning/relevant?simbol=PLTR" })
        {
            var refused = await Service.Read.GetAsync(path);
            Assert.Equal("Unknown query name. Did you mean \"symbol\"?", (await Problems.ReadAsync(refused)).Errors!["simbol"][0]);
        }

        Assert.Equal(
            "Unknown query name. None is taken here.",
            await Service.RefusedAsync("/api/learning/aggregate?symbol=BTC", new { }, HttpStatusCode.BadRequest, "symbol")
        );
    }

    private async Task<Operation[]> OperationsAsync()
    {
        var document = JsonNode.Parse(await Service.Anonymous.GetStringAsync("/openapi/v1.json"))!;
        return
        [
            .. document["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Select(operation => new Operation(document, Fill(path.Key), operation.Key, operation.Value!.AsObject()))
                ),
        ];
    }

    /// <summary>Ids that can be read, of things that need not be there: a body that is wrong is refused first.</summary>
    private static string Fill(string path) =>
        path.Replace("{explanation_id}", $"{Guid.NewGuid()}")
            .Replace("matches/{id}", $"matches/{Guid.NewGuid()}")
            .Replace("{year}", "2021")
            .Replace("{week}", "1")
            .Replace("{signal}", "BUY")
            .Replace("{ticker}", "AAPL")
            .Replace("{kind}", "cycle")
            .Replace("{", "")
            .Replace("}", "");

    private static IEnumerable<JsonObject> Objects(JsonNode example) =>
        example is JsonArray array ? array.Select(one => one!.AsObject()) : [example.AsObject()];

    /// <summary>What is wrong by field; null where the body is taken.</summary>
    /// <summary>Whoever may call the operation: some are for people alone.</summary>
    private async Task<HttpClient> ClientOfAsync(Operation operation) =>
        operation.Value["security"]?.AsArray() is [{ } only] && only["session"] is not null
            ? (_person ??= await Browser.AdminAsync(Service)).Http
            : Service.Admin;

    private async Task<JsonObject?> ErrorsAsync(Operation operation, JsonNode body, bool isArray)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var response = await (await ClientOfAsync(operation)).SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (isArray)
            return response.IsSuccessStatusCode ? answer["results"]![0]!["errors"]?.AsObject() : answer["errors"]?.AsObject();
        return response.StatusCode == HttpStatusCode.BadRequest ? answer["errors"]?.AsObject() : null;
    }

    private sealed record Operation(JsonNode Document, string Path, string Method, JsonObject Value)
    {
        internal string Id => (string)Value["operationId"]!;

        internal JsonObject Body => Value["requestBody"]!["content"]!["application/json"]!.AsObject();
    }
}
