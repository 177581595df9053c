using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LearningActors.Benchmarks.Load;

namespace LearningActors.Benchmarks;

/// <summary>Single votes by .NET's own client: a connection for each that is under way, beside streams on few.</summary>
internal sealed class Http2Benchmark(Report report)
{
    private const int UnderWay = 64;
    private const int Connections = 4;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(10);

    internal async Task RunAsync()
    {
        await using var database = await BenchDatabase.StartAsync();
        await using var run = await LedgerRun.StartAsync(database, "group");
        using var one = new Clients(HttpVersion.Version11, run.Port, UnderWay);
        using var two = new Clients(HttpVersion.Version20, BenchHost.Http2Port(run.Port), Connections);
        await RateAsync(one, run, s_warmUp);
        await RateAsync(two, run, s_warmUp);
        await report.CompareAsync(
            $"single votes, {UnderWay} under way: HTTP/2 on {Connections} connections / HTTP/1.1 on {UnderWay}",
            "≥ 1",
            () => RateAsync(two, run, s_duration),
            () => RateAsync(one, run, s_duration)
        );
    }

    private static Task<double> RateAsync(Clients clients, LedgerRun run, TimeSpan duration) =>
        Callers.PerSecondAsync(
            UnderWay,
            duration,
            caller =>
            {
                var (path, body) = run.Requests.VoteParts();
                return clients.PostAsync(caller, path, body);
            }
        );

    /// <summary>Clients of one connection each; callers share them in turn.</summary>
    private sealed class Clients(Version version, int port, int connections) : IDisposable
    {
        private static readonly MediaTypeHeaderValue s_json = new("application/json");
        private readonly HttpClient[] _clients =
        [
            .. Enumerable
                .Range(0, connections)
                .Select(_ => new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
                {
                    BaseAddress = new Uri($"http://127.0.0.1:{port}"),
                    DefaultRequestVersion = version,
                    DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key) },
                }),
        ];

        internal async Task PostAsync(int caller, string path, string body)
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.ContentType = s_json;
            using var answer = await _clients[caller % _clients.Length].PostAsync(path, content);
            answer.EnsureSuccessStatusCode();
        }

        public void Dispose() => Array.ForEach(_clients, client => client.Dispose());
    }
}
