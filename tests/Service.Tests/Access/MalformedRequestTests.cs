using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LearningActors.Tests.Http;

namespace LearningActors.Tests.Access;

/// <summary>
/// 10 000 requests that are wrong somewhere, made from the OpenAPI document by a seeded generator: no fault of the service, nothing
/// stored, no memory kept, and the service as quick afterwards.
/// </summary>
/// <remarks>It measures the memory and the pace of the process: nothing else runs beside it.</remarks>
[Collection(AloneCollection.Name)]
public sealed class MalformedRequestTests : IAsyncLifetime
{
    private const int Requests = 10_000;
    private const int Seed = 20_261_128;

    private static readonly string[] s_nasty =
    [
        "'; DROP TABLE people; --",
        "\" OR 1=1 --",
        "{{7*7}}${7*7}<%= 7*7 %>",
        "<script>alert(1)</script>",
        "line\r\nfeed: [info] signed in as admin",
        "=cmd|' /C calc'!A0",
        "../../../etc/passwd",
        "\u202Eright to left\uFEFF",
        new string('a', 5000) + "!",
        "\ud83d\ude00",
        "%s%n%x",
        "$(reboot)`reboot`",
    ];

    private readonly Random _random = new(Seed);
    private TestService _service = null!;

    /// <inheritdoc />
    public async Task InitializeAsync() => _service = await TestService.StartAsync();

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task NothingThatIsMalformedDoesAnyHarm()
    {
        var document = JsonNode.Parse(await _service.Anonymous.GetStringAsync("/openapi/v1.json"))!;
        var operations = Operations(document).ToArray();
        Assert.True(operations.Length > 60, $"{operations.Length}");
        await WarmUpAsync();
        var (before, tables) = (await QuickAsync(), await CountRowsAsync());
        GC.Collect();
        var memory = GC.GetTotalMemory(forceFullCollection: true);

        var faults = new List<string>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests).Select(_ => Malformed(document, operations)).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (wrong, cancellation) =>
            {
                using var request = wrong.Request();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _service.Keys.Admin);
                using var response = await _service.Anonymous.SendAsync(request, cancellation);
                if ((int)response.StatusCode is >= 500 or < 400)
                    lock (faults)
                        faults.Add($"{(int)response.StatusCode} {wrong}");
            }
        );

        Assert.True(faults.Count == 0, $"{faults.Count}:\n{string.Join('\n', faults.Take(20))}");
        Assert.Equal(tables, await CountRowsAsync());
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 64 * 1024 * 1024);
        // Machines are noisy: ten times as slow would be a queue that has not drained.
        Assert.InRange(await QuickAsync() / before, 0, 10);
    }

    private Wrong Malformed(JsonNode document, Operation[] operations)
    {
        var operation = operations[_random.Next(operations.Length)];
        var path = WithValues(operation.Path);
        if (operation.Body is not { } body)
            return new Wrong(operation.Method, $"{path}?{Uri.EscapeDataString(Nasty())}=1", null);
        var schema = SchemaFaults.Resolve(document, body["schema"]!["oneOf"]?[0] ?? body["schema"]!["items"] ?? body["schema"]!);
        var text = (body["example"] is JsonArray array ? array[0]! : body["example"]!).ToJsonString();
        switch (_random.Next(5))
        {
            case 0:
                // Whatever is cut off is not whole.
                return new Wrong(operation.Method, path, Encoding.UTF8.GetBytes(text[.._random.Next(text.Length)]));
            case 1:
                var noise = new byte[_random.Next(1, 200)];
                _random.NextBytes(noise);
                noise[0] = 0xFF;
                return new Wrong(operation.Method, path, noise);
            case 2:
                var extra = JsonNode.Parse(text)!.AsObject();
                extra[Nasty()] = Nasty();
                return new Wrong(operation.Method, path, Encoding.UTF8.GetBytes(extra.ToJsonString()));
            case 3 when schema["properties"] is not null:
                var wrongs = SchemaFaults.Wrongs(document, schema, "", JsonNode.Parse(text)!.AsObject()).ToArray();
                var wrong = wrongs[_random.Next(wrongs.Length)].Body;
                return new Wrong(
                    operation.Method,
                    path,
                    Encoding.UTF8.GetBytes(body["schema"]!["items"] is null ? wrong.ToJsonString() : "7")
                );
            default:
                return new Wrong(operation.Method, $"{path}?surplus={Uri.EscapeDataString(Nasty())}", Encoding.UTF8.GetBytes(text));
        }
    }

    private string Nasty() => s_nasty[_random.Next(s_nasty.Length)];

    private string WithValues(string path) =>
        System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", _ => Uri.EscapeDataString(Nasty()));

    private static IEnumerable<Operation> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Value!["security"] is not null
        // Multipart is what ImportRefusalTests is about.
        let content = operation.Value["requestBody"]?["content"]
        where content is null || content["application/json"] is not null
        select new Operation(path.Key, operation.Key.ToUpperInvariant(), content?["application/json"]?.AsObject());

    private async Task WarmUpAsync()
    {
        for (var i = 0; i < 50; i++)
            await QuickAsync();
    }

    /// <summary>Milliseconds of a read, the median of some.</summary>
    private async Task<double> QuickAsync()
    {
        var took = new List<double>();
        for (var i = 0; i < 21; i++)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, (await _service.Read.GetAsync("/api/prompts/BUY/assignment?unit=1")).StatusCode);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return took.Order().ElementAt(10);
    }

    private async Task<string> CountRowsAsync()
    {
        var tables = new List<string>();
        await using (
            var command = _service.Database.CreateCommand(
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' "
                    + "ORDER BY 1"
            )
        )
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        // What grains remember of having been asked is not stored by who asked.
        var counts = await Task.WhenAll(
            tables
                .Where(table => table is not ("grain_state" or "grain_reminder" or "silo_membership"))
                .Select(async table => $"{table} {await _service.ScalarAsync<long>($"SELECT count(*) FROM {table}")}")
        );
        return string.Join('\n', counts);
    }

    private sealed record Operation(string Path, string Method, JsonObject? Body);

    private sealed record Wrong(string Method, string Path, byte[]? Body)
    {
        internal HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(new HttpMethod(Method), Path);
            if (Body is not null)
            {
                request.Content = new ByteArrayContent(Body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            return request;
        }

        public override string ToString() => $"{Method} {Path} {(Body is null ? "" : Encoding.UTF8.GetString(Body))}";
    }
}
