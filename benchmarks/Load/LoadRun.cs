using System.Diagnostics;
using System.Net.Sockets;

namespace LearningActors.Benchmarks.Load;

/// <summary>What a run of load measured.</summary>
/// <param name="Answers">Answers.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Median latency, milliseconds.</param>
/// <param name="P95">95th percentile, milliseconds.</param>
/// <param name="P99">99th percentile, milliseconds.</param>
internal sealed record LoadResult(long Answers, double PerSecond, double P50, double P95, double P99);

/// <summary>Load of so many connections, from one thread: it shares two cores with what it measures, so it must cost little.</summary>
internal sealed class LoadRun : IDisposable
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);
    private readonly Dictionary<Socket, Connection> _connections;
    private readonly List<Socket> _answered;
    private readonly HashSet<Socket> _underWay = [];
    private readonly PriorityQueue<Connection, long> _due = new();
    private readonly List<double> _latencies = new(1 << 20);
    private readonly Func<ReadOnlyMemory<byte>> _request;
    private readonly long _interval;

    /// <summary>Opens the connections.</summary>
    /// <param name="port">Where the service listens.</param>
    /// <param name="connections">How many.</param>
    /// <param name="request">Makes the next request.</param>
    /// <param name="perSecond">A steady rate, spread over the connections; null where each sends as soon as it is answered.</param>
    private LoadRun(int port, int connections, Func<ReadOnlyMemory<byte>> request, double? perSecond)
    {
        _connections = Enumerable.Range(0, connections).Select(_ => new Connection(port)).ToDictionary(connection => connection.Socket);
        _answered = new List<Socket>(connections);
        _request = request;
        _interval = perSecond is { } rate ? (long)(Stopwatch.Frequency * connections / rate) : 0;
    }

    /// <summary>Each connection sends as soon as it is answered.</summary>
    internal static async Task<LoadResult> ClosedAsync(int port, int connections, TimeSpan duration, Func<ReadOnlyMemory<byte>> request)
    {
        await RunAsync(port, connections, TimeSpan.FromSeconds(1.5), request, perSecond: null);
        return await RunAsync(port, connections, duration, request, perSecond: null);
    }

    /// <summary>A steady rate, spread over the connections. A latency counts from when its request was due.</summary>
    internal static async Task<LoadResult> SteadyAsync(
        int port,
        int connections,
        TimeSpan duration,
        double perSecond,
        Func<ReadOnlyMemory<byte>> request
    )
    {
        await RunAsync(port, connections, TimeSpan.FromSeconds(1.5), request, perSecond);
        return await RunAsync(port, connections, duration, request, perSecond);
    }

    /// <summary>A steady rate from the first request on, as a part of a longer run.</summary>
    internal static Task<LoadResult> IntervalAsync(
        int port,
        int connections,
        TimeSpan duration,
        double perSecond,
        Func<ReadOnlyMemory<byte>> request
    ) => RunAsync(port, connections, duration, request, perSecond);

    public void Dispose()
    {
        foreach (var connection in _connections.Values)
            connection.Dispose();
    }

    private static Task<LoadResult> RunAsync(
        int port,
        int connections,
        TimeSpan duration,
        Func<ReadOnlyMemory<byte>> request,
        double? perSecond
    ) =>
        Task.Factory.StartNew(
            () =>
            {
                using var run = new LoadRun(port, connections, request, perSecond);
                return run.Run(duration);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private LoadResult Run(TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        var end = began + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        foreach (var (i, connection) in _connections.Values.Index())
            _due.Enqueue(connection, began + (_interval * i / _connections.Count));
        while (SendDue(end) || _underWay.Count > 0)
            ReceiveAnswers(end);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        _latencies.Sort();
        return new LoadResult(_latencies.Count, _latencies.Count / elapsed, Percentile(0.5), Percentile(0.95), Percentile(0.99));
    }

    private double Percentile(double share) => _latencies[(int)(_latencies.Count * share)];

    /// <summary>Sends what is due. False when nothing will be any more.</summary>
    private bool SendDue(long end)
    {
        while (_due.TryPeek(out var connection, out var due) && due < end && due <= Stopwatch.GetTimestamp())
        {
            _due.Dequeue();
            Send(connection, due);
        }

        return _due.TryPeek(out _, out var next) && next < end;
    }

    private void Send(Connection connection, long due)
    {
        connection.Send(_request(), due);
        _underWay.Add(connection.Socket);
    }

    private void ReceiveAnswers(long end)
    {
        _answered.Clear();
        _answered.AddRange(_underWay);
        var wait = s_longestWait;
        if (_due.TryPeek(out _, out var next) && next < end)
            wait = Stopwatch.GetElapsedTime(Math.Min(Stopwatch.GetTimestamp(), next), next);
        if (_answered.Count == 0)
            Thread.Sleep(wait);
        else
            Socket.Select(_answered, null, null, wait);
        foreach (var socket in _answered)
        {
            var connection = _connections[socket];
            if (connection.Receive() is not { } status)
                continue;
            if (status != 200)
                throw new InvalidOperationException($"The service answered {status}.");
            var now = Stopwatch.GetTimestamp();
            _latencies.Add(Stopwatch.GetElapsedTime(connection.Due, now).TotalMilliseconds);
            _underWay.Remove(socket);
            if (_interval > 0)
                _due.Enqueue(connection, connection.Due + _interval);
            else if (now < end)
                Send(connection, now);
        }
    }
}
