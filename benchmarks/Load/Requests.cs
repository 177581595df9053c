using System.Text;

namespace LearningActors.Benchmarks.Load;

/// <summary>Requests ready to be sent.</summary>
internal sealed class Requests(Guid[] explanations)
{
    private static long s_session = Random.Shared.NextInt64(1L << 40) << 20;

    /// <summary>A vote of a session that has not voted yet.</summary>
    internal ReadOnlyMemory<byte> Vote()
    {
        var (path, body) = VoteParts();
        return Post(path, body);
    }

    /// <summary>The same, for a client that writes the request itself.</summary>
    internal (string Path, string Body) VoteParts() =>
        ($"/api/feedback/{Any()}", $$"""{"helpful":true,"session":"s{{Interlocked.Increment(ref s_session):x}}"}""");

    /// <summary>So many votes of as many sessions.</summary>
    internal ReadOnlyMemory<byte> Votes(int count) =>
        Post("/api/feedback", $"[{string.Join(',', Enumerable.Range(0, count).Select(_ => VoteOfArray()))}]");

    private string VoteOfArray() =>
        $$"""{"explanation_id":"{{Any()}}","helpful":true,"session":"s{{Interlocked.Increment(ref s_session):x}}"}""";

    internal static ReadOnlyMemory<byte> Get(string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {BenchHost.Key}\r\n\r\n");

    /// <summary>What is kept of the answer does not do.</summary>
    internal static ReadOnlyMemory<byte> GetAnew(string path) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {BenchHost.Key}\r\nCache-Control: no-cache\r\n\r\n"
        );

    private static ReadOnlyMemory<byte> Post(string path, string body) =>
        Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {BenchHost.Key}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}"
        );

    private Guid Any() => explanations[Random.Shared.Next(explanations.Length)];
}
