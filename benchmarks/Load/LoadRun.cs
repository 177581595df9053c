using System.Diagnostics;

namespace LearningActors.Benchmarks.Load;

/// <summary>What a run of load measured.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Median latency, milliseconds.</param>
/// <param name="P99">99th percentile, milliseconds.</param>
internal sealed record LoadResult(double PerSecond, double P50, double P99);

/// <summary>Load of so many connections.</summary>
internal static class LoadRun
{
    /// <summary>Each connection sends as soon as it is answered.</summary>
    internal static async Task<LoadResult> ClosedAsync(int port, int connections, TimeSpan duration, Func<ReadOnlyMemory<byte>> request)
    {
        await RunAsync(port, connections, TimeSpan.FromSeconds(1.5), request, perSecond: null);
        return await RunAsync(port, connections, duration, request, perSecond: null);
    }

    /// <summary>A steady rate, spread over the connections.</summary>
    internal static async Task<LoadResult> SteadyAsync(int port, int connections, TimeSpan duration, double perSecond, Func<ReadOnlyMemory<byte>> request)
    {
        await RunAsync(port, connections, TimeSpan.FromSeconds(1.5), request, perSecond);
        return await RunAsync(port, connections, duration, request, perSecond);
    }

    private static async Task<LoadResult> RunAsync(int port, int connections, TimeSpan duration, Func<ReadOnlyMemory<byte>> request, double? perSecond)
    {
        var began = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            using var connection = await Connection.OpenAsync(port);
            var measured = new List<double>(64 * 1024);
            var interval = perSecond is { } rate ? connections / rate : 0;
            var due = interval * i / connections;
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                if (perSecond is not null)
                {
                    var wait = due - Stopwatch.GetElapsedTime(began).TotalSeconds;
                    due += interval;
                    if (wait > 0)
                        await Task.Delay(TimeSpan.FromSeconds(wait));
                }

                var bytes = request();
                var sent = Stopwatch.GetTimestamp();
                var status = await connection.SendAsync(bytes);
                if (status != 200)
                    throw new InvalidOperationException($"The service answered {status}.");
                measured.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return measured;
        })));
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var all = latencies.SelectMany(one => one).Order().ToArray();
        return new LoadResult(all.Length / elapsed, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }
}
