using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>
/// Sends to the hosts in turn. What is refused with 503, or meets a broken connection, is sent again as it was, to another host, until it
/// is answered; now and then it is given up.
/// </summary>
internal sealed class ChaosClient(IReadOnlyList<ChaosNode> nodes, Answers answers, int seed)
{
    private const double GivesUp = 0.02;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(40);
    private readonly Random _random = new(seed);

    /// <summary>Sends a body; what comes is 2xx or 4xx, or null where it was given up.</summary>
    internal Task<HttpResponseMessage?> PostAsync<T>(string path, T body, string? idempotencyKey = null) =>
        SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ClientJson.Options) };
            if (idempotencyKey is not null)
                request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        });

    /// <summary>Sends a body until it is stored.</summary>
    /// <returns>The answer; default where it was given up, or not 2xx, which is a violation: what is sent is sound.</returns>
    internal async Task<TAnswer?> StoreAsync<TBody, TAnswer>(string path, TBody body, string? idempotencyKey = null)
    {
        using var response = await PostAsync(path, body, idempotencyKey);
        if (response is null)
            return default;
        if (response.IsSuccessStatusCode)
            return await response.Content.ReadFromJsonAsync<TAnswer>(ClientJson.Options);
        answers.Violate($"{(int)response.StatusCode} for what is sound, POST {path}: {await response.Content.ReadAsStringAsync()}");
        return default;
    }

    /// <summary>Reads a page as a browser would, not from a cache.</summary>
    internal async Task ReadAsync(string path)
    {
        using var response = await SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            return request;
        });
        if (response is { IsSuccessStatusCode: false })
            answers.Violate($"{(int)response.StatusCode} for a page, GET {path}: {await response.Content.ReadAsStringAsync()}");
    }

    private async Task<HttpResponseMessage?> SendAsync(Func<HttpRequestMessage> make)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            var node = nodes[_random.Next(nodes.Count)];
            HttpResponseMessage? response = null;
            try
            {
                using var request = make();
                response = await node.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
                await answers.CountAsync(response);
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                    return response;
                response.Dispose();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                response?.Dispose();
                answers.Break();
            }
            catch (TaskCanceledException)
            {
                answers.Violate($"No answer within {node.Http.Timeout}: {make().RequestUri}");
            }

            if (patience.IsCancellationRequested)
            {
                answers.Violate($"Not acknowledged within {s_patience}: {make().RequestUri}");
                return null;
            }

            if (_random.NextDouble() < GivesUp)
                return null;
            await Task.Delay(s_pause);
        }
    }
}
