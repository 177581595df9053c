using LearningActors.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearningActors.Tests.Http;

/// <summary>A read that met a passing fault is repeated once, and not after its caller has waited enough.</summary>
public sealed class RepeatedReadTests
{
    private readonly MovedTime _time = new();
    private readonly List<CancellationToken> _attempts = [];

    [Theory]
    [InlineData("GET", 3, 2)]
    [InlineData("HEAD", 3, 2)]
    [InlineData("GET", 8, 1)]
    [InlineData("POST", 3, 1)]
    public async Task ItIsRepeatedWhenTheFaultCameSoon(string method, int seconds, int attempts)
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(method, TimeSpan.FromSeconds(seconds), new TimeoutException()));
        Assert.Equal(attempts, _attempts.Count);
    }

    [Fact]
    public async Task AFaultThatDoesNotPassIsNotRepeated()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("GET", TimeSpan.Zero, new InvalidOperationException()));
        Assert.Single(_attempts);
    }

    [Fact]
    public async Task BothAttemptsHaveOneTimeLimit()
    {
        using var aborted = new CancellationTokenSource();
        var context = new DefaultHttpContext { RequestAborted = aborted.Token };
        context.Request.Method = "GET";
        var cancelled = new List<bool>();
        var reads = Reads(request =>
        {
            cancelled.Add(request.RequestAborted.IsCancellationRequested);
            _time.Move(cancelled.Count == 1 ? TimeSpan.FromSeconds(7) : RepeatedReads.TimeLimit - TimeSpan.FromSeconds(7));
            cancelled.Add(request.RequestAborted.IsCancellationRequested);
            throw new TimeoutException();
        });
        await Assert.ThrowsAsync<TimeoutException>(() => reads.InvokeAsync(context));
        Assert.Equal([false, false, false, true], cancelled);
        // Whoever answers sees whether the caller has gone, and not the deadline.
        Assert.Equal(aborted.Token, context.RequestAborted);
    }

    private Task RunAsync(string method, TimeSpan takes, Exception fault)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        return Reads(request =>
            {
                _attempts.Add(request.RequestAborted);
                _time.Move(takes);
                throw fault;
            })
            .InvokeAsync(context);
    }

    private RepeatedReads Reads(RequestDelegate next) => new(next, _time, new Running(), NullLogger<RepeatedReads>.Instance);

    private sealed class Running : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() { }
    }

    /// <summary>Time that the test moves; what is due then is done at once.</summary>
    private sealed class MovedTime : TimeProvider
    {
        private readonly List<(TimeSpan At, TimerCallback Callback, object? State)> _timers = [];
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Add((_now + dueTime, callback, state));
            return new Timer();
        }

        internal void Move(TimeSpan by)
        {
            _now += by;
            foreach (var (_, callback, state) in _timers.Where(timer => timer.At <= _now).ToArray())
                callback(state);
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
