using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>When a grain timer ticks, and what a tick may do.</summary>
    public readonly struct GrainTimerCreationOptions()
    {
        /// <summary>Sets both times.</summary>
        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
            : this()
        {
            DueTime = dueTime;
            Period = period;
        }

        /// <summary>Until the first tick; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
        public required TimeSpan DueTime { get; init; }

        /// <summary>From the end of a tick to the next; <see cref="Timeout.InfiniteTimeSpan"/> for a single tick.</summary>
        public required TimeSpan Period { get; init; }

        /// <summary>A tick may interleave with requests.</summary>
        public bool Interleave { get; init; } = false;

        /// <summary>A tick counts as use: it keeps the activation from idle collection.</summary>
        public bool KeepAlive { get; init; } = false;
    }

    /// <summary>A timer of one activation. It dies with the activation.</summary>
    public interface IGrainTimer : IDisposable
    {
        /// <summary>Changes when the timer ticks.</summary>
        void Change(TimeSpan dueTime, TimeSpan period);
    }

    internal sealed class GrainTimer : IGrainTimer
    {
        private readonly Activation _activation;
        private readonly Func<CancellationToken, Task> _callback;
        private readonly bool _interleave;
        private readonly bool _keepAlive;
        private readonly ITimer _timer;
        private readonly CancellationTokenSource _disposed = new();
        private TimeSpan _period;

        internal GrainTimer(
            Activation activation,
            Func<CancellationToken, Task> callback,
            GrainTimerCreationOptions options,
            TimeProvider time
        )
        {
            (_activation, _callback, _period) = (activation, callback, options.Period);
            (_interleave, _keepAlive) = (options.Interleave, options.KeepAlive);
            _timer = time.CreateTimer(static state => ((GrainTimer)state!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
        }

        public void Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _disposed.Cancel();
            _timer.Dispose();
            _activation.Forget(this);
        }

        private void Due() => _activation.EnqueueTick(TickAsync, _interleave, _keepAlive);

        private async Task TickAsync()
        {
            if (_disposed.IsCancellationRequested)
                return;
            try
            {
                await _callback(_disposed.Token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _activation.TickFailed(exception);
            }
            finally
            {
                if (!_disposed.IsCancellationRequested && _period != Timeout.InfiniteTimeSpan)
                    _timer.Change(_period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}

namespace Orleans
{
    /// <summary>What a grain can do with its activation.</summary>
    public static class GrainBaseExtensions
    {
        /// <summary>Calls back in turns of this grain until the timer is disposed or the grain deactivated.</summary>
        public static IGrainTimer RegisterGrainTimer(
            this IGrainBase grain,
            Func<CancellationToken, Task> callback,
            GrainTimerCreationOptions options
        ) => ((Activation)grain.GrainContext).RegisterTimer(callback, options);

        /// <inheritdoc cref="RegisterGrainTimer(IGrainBase, Func{CancellationToken, Task}, GrainTimerCreationOptions)" />
        public static IGrainTimer RegisterGrainTimer(this IGrainBase grain, Func<Task> callback, GrainTimerCreationOptions options) =>
            grain.RegisterGrainTimer(_ => callback(), options);
    }
}
