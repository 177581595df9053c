using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LearningActors.Benchmarks;

/// <summary>Single votes by .NET's own client: a connection for each that is under way, beside streams on few.</summary>
internal sealed class Http2Benchmark(Report report)
{
    private const int UnderWay = 64;
    private const int Connections = 4;
    private const int Rounds = 5;
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
        var ratios = new List<(double Ratio, double One, double Two)>();
        for (var round = 0; round < Rounds; round++)
        {
            var (first, second) = (await RateAsync(one, run, s_duration), await RateAsync(two, run, s_duration));
            ratios.Add((second / first, first, second));
        }

        var median = ratios.OrderBy(each => each.Ratio).ElementAt(Rounds / 2);
        report.Add(
            $"single votes, {UnderWay} under way: HTTP/2 on {Connections} connections / HTTP/1.1 on {UnderWay}",
            median.Ratio,
            "≥ 1",
            $"{median.Two:N0} / {median.One:N0} per second"
        );
    }

    /// <summary>Votes a second, each sent when the one before it on its lane is answered.</summary>
    private static async Task<double> RateAsync(Clients clients, LedgerRun run, TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, UnderWay)
                .Select(lane =>
                    Task.Run(async () =>
                    {
                        var count = 0;
                        for (; Stopwatch.GetElapsedTime(began) < duration; count++)
                        {
                            var (path, body) = run.Requests.VoteParts();
                            await clients.PostAsync(lane, path, body);
                        }

                        return count;
                    })
                )
        );
        return answers.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Clients of one connection each; lanes share them in turn.</summary>
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

        internal async Task PostAsync(int lane, string path, string body)
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.ContentType = s_json;
            using var answer = await _clients[lane % _clients.Length].PostAsync(path, content);
            answer.EnsureSuccessStatusCode();
        }

        public void Dispose() => Array.ForEach(_clients, client => client.Dispose());
    }
}
