using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;

namespace LearningActors.Tests;

/// <summary>
/// Engines that use a cluster: they log explanations, vote and read, each request on another silo. What is refused with 503, or
/// meets a broken connection, is sent again as it was, to the next silo, until it is acknowledged.
/// </summary>
internal sealed class ClusterLoad(SiloCluster cluster)
{
    internal const int Tickers = 20;
    internal const int Workers = 16;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private readonly ConcurrentDictionary<Guid, int> _votes = new();
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private readonly ConcurrentQueue<string> _unexpected = new();
    private volatile bool _stopping;
    private Task _running = Task.CompletedTask;
    private int _next;
    private int _refused;
    private int _broken;
    private long _slowest;
    private int _acknowledged;

    /// <summary>Requests that were answered with 200.</summary>
    internal int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>How often a connection broke under a request, or one was not answered within a minute.</summary>
    internal int Broken => Volatile.Read(ref _broken);

    /// <summary>The longest time from a request's first try to its acknowledgement.</summary>
    internal TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref _slowest));

    internal string Summary =>
        $"{string.Join(", ", _answers.OrderBy(one => one.Key).Select(one => $"{(int)one.Key}: {one.Value}"))}, refused: {_refused}, "
        + $"broken: {Broken}, slowest: {Slowest}";

    internal void Start() => _running = Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(worker))));

    /// <summary>Stops after each worker's request, which is sent until it is acknowledged.</summary>
    internal Task StopAsync()
    {
        _stopping = true;
        return _running;
    }

    /// <summary>Waits for so many more acknowledged requests.</summary>
    internal Task MoreAsync(int requests)
    {
        var target = Acknowledged + requests;
        return Eventually.TrueAsync(
            () => Task.FromResult(Acknowledged >= target || _running.IsFaulted),
            $"{requests} more requests are acknowledged ({Summary})"
        );
    }

    /// <summary>Nothing but 200 and 503 was answered.</summary>
    internal void AssertOnlyPassingFaults()
    {
        Assert.True(_unexpected.IsEmpty, $"{_unexpected.FirstOrDefault()}\n{string.Join('\n', cluster.Silos.Select(silo => silo.Faults))}");
        Assert.All(_answers.Keys, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, Summary));
    }

    /// <summary>Every acknowledged fact is in the database once, nothing else is, and every silo tells the same sums.</summary>
    internal async Task AssertEveryFactOnceAsync(IEnumerable<ClusterSilo> silos)
    {
        var stored = new Dictionary<Guid, int>();
        await using (
            var command = cluster.Database.CreateCommand(
                "SELECT e.id, count(f.explanation_id)::integer FROM llm_explanations e LEFT JOIN llm_feedback f ON f.explanation_id = "
                    + "e.id GROUP BY e.id"
            )
        )
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                stored[reader.GetGuid(0)] = reader.GetInt32(1);
        }

        Assert.Equal(_votes.Count, stored.Count);
        Assert.All(_votes, one => Assert.Equal(one.Value, stored[one.Key]));
        foreach (var silo in silos)
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    var total = await silo.GetAsync<AnalyticsResponse>("/api/admin/llm-analytics");
                    return total.TotalExplanations == stored.Count && total.TotalFeedback == stored.Values.Sum();
                },
                "a silo tells the sums that the facts have"
            );
        }
    }

    private async Task WorkAsync(int worker)
    {
        var random = new Random(worker);
        var known = new List<Guid>();
        while (!_stopping)
        {
            var dice = random.Next(10);
            if (known.Count == 0 || dice == 0)
                known.AddRange(await LogAsync(random));
            else if (dice == 1)
                await SendAsync(client => client.GetAsync($"/api/signals/T{random.Next(Tickers)}/BUY"));
            else if (dice == 2)
                known.Add(await ExplainAsync(random));
            else if (dice == 3)
                await SendAsync(client => client.GetAsync($"/api/prompts/BUY/assignment?unit={random.Next()}"));
            else
                await VoteAsync(known[random.Next(known.Count)], $"{worker}-{Guid.NewGuid()}", random.Next(2) == 0);
        }
    }

    private async Task<Guid[]> LogAsync(Random random)
    {
        var ids = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToArray();
        var explanations = ids.Select(id => new
            {
                explanation_id = id,
                ticker = $"T{random.Next(Tickers)}",
                signal = "BUY",
                confidence = 0.5,
                explanation = "RSI is low.",
            })
            .ToArray();
        await SendAsync(client => client.PostAsJsonAsync("/api/explanations/log", explanations));
        foreach (var id in ids)
            _votes[id] = 0;
        return ids;
    }

    /// <summary>Asks for an explanation; sent again, it is the same one.</summary>
    private async Task<Guid> ExplainAsync(Random random)
    {
        var key = Guid.NewGuid();
        var signal = new
        {
            ticker = $"T{random.Next(Tickers)}",
            signal = "BUY",
            confidence = 0.5,
            indicators = new { rsi = 28.5 },
        };
        while (true)
        {
            var answer = await SendAsync(async client =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/explanations") { Content = JsonContent.Create(signal) };
                request.Headers.Add("Idempotency-Key", $"{key}");
                return await client.SendAsync(request);
            });
            // Given with the database away, it is not recorded; asked for again, it will be.
            if (JsonSerializer.Deserialize<ExplanationResponse>(answer, ClientJson.Options)!.ExplanationId is { } id)
            {
                _votes[id] = 0;
                return id;
            }
        }
    }

    private async Task VoteAsync(Guid explanation, string session, bool helpful)
    {
        await SendAsync(client => client.PostAsJsonAsync($"/api/feedback/{explanation}", new { helpful, session }));
        _votes.AddOrUpdate(explanation, 1, (_, votes) => votes + 1);
    }

    /// <returns>The body of the answer.</returns>
    private async Task<string> SendAsync(Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        var watch = Stopwatch.StartNew();
        string body;
        while (true)
        {
            if (watch.Elapsed > s_patience)
                throw new TimeoutException($"Not acknowledged within {s_patience} ({Summary}).");
            try
            {
                using var response = await send(cluster.Silos[(int)((uint)Interlocked.Increment(ref _next) % cluster.Silos.Count)].Admin);
                body = await response.Content.ReadAsStringAsync();
                _answers.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
                if (response.StatusCode == HttpStatusCode.OK)
                    break;
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                    _unexpected.Enqueue($"{(int)response.StatusCode}: {body}");
                else if (response.Headers.RetryAfter is null)
                    _unexpected.Enqueue("503 without Retry-After");
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                Interlocked.Increment(ref _refused);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                Interlocked.Increment(ref _broken);
            }

            // A client waits a little before it tries again.
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            await pause.WaitForNextTickAsync();
        }

        Interlocked.Increment(ref _acknowledged);
        for (var slowest = Interlocked.Read(ref _slowest); watch.Elapsed.Ticks > slowest; )
            slowest =
                Interlocked.CompareExchange(ref _slowest, watch.Elapsed.Ticks, slowest) is var seen && seen == slowest
                    ? long.MaxValue
                    : seen;
        return body;
    }
}
