using System.Collections.Concurrent;
using System.Net;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>What the service answered, over all clients, and what it should not have.</summary>
internal sealed class Answers
{
    private const int ViolationsKept = 20;
    private readonly ConcurrentDictionary<HttpStatusCode, int> _statuses = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private int _broken;

    /// <summary>How often a connection broke or was refused.</summary>
    internal int Broken => Volatile.Read(ref _broken);

    internal IReadOnlyCollection<string> Violations => _violations;

    internal IEnumerable<KeyValuePair<HttpStatusCode, int>> Statuses => _statuses.OrderBy(one => one.Key);

    internal void Break() => Interlocked.Increment(ref _broken);

    internal void Violate(string what)
    {
        if (_violations.Count < ViolationsKept)
            _violations.Enqueue(what);
    }

    /// <summary>Counts an answer; whatever is not 2xx, 4xx or 503 with a time to come again is wrong.</summary>
    internal async Task CountAsync(HttpResponseMessage response)
    {
        _statuses.AddOrUpdate(response.StatusCode, 1, (_, count) => count + 1);
        var status = (int)response.StatusCode;
        if (status == 503)
        {
            if (response.Headers.RetryAfter is null)
                Violate($"503 without Retry-After from {Of(response)}: {await response.Content.ReadAsStringAsync()}");
        }
        else if (status is not (>= 200 and < 300 or >= 400 and < 500))
        {
            Violate($"{status} from {Of(response)}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static string Of(HttpResponseMessage response) =>
        $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery}";
}
