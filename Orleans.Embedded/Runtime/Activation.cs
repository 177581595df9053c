namespace Orleans.Runtime;

/// <summary>One instance of a grain in memory: its requests, its timers, its beginning and its end.</summary>
/// <remarks>
/// <code>
/// Created ── first request ──> Activating ── OnActivateAsync ──> Valid ── idle, asked, shutdown ──> Deactivating ──> Invalid
///                                   └────────── throws ─────────────────────────────────────────────────────────────┘
/// </code>
/// Requests that arrive while it deactivates wait, and go to the next activation. Those that wait for an activation that
/// fails get its exception.
/// </remarks>
internal sealed class Activation : IGrainContext
{
    private enum State : byte
    {
        Created,
        Activating,
        Valid,
        Deactivating,
        Invalid,
    }

    [ThreadStatic]
    private static Activation? s_constructing;

    private readonly ActivationCatalog _catalog;
    private readonly GrainClass _class;
    private readonly ActivationTaskScheduler _scheduler = new();
    private readonly Lock _gate = new();
    private readonly RequestQueue _requests;
    private readonly Action<Invocation> _start;
    private readonly InvocationRunner _runner;
    private readonly Idleness _idleness;
    private ActivationTimers? _timers;
    private Grain? _grain;
    private State _state;
    private DeactivationReason? _deactivationReason;
    private long _activatedAt;
    private TaskCompletionSource? _ended;

    internal Activation(ActivationCatalog catalog, GrainClass grainClass, GrainId id)
    {
        (_catalog, _class, GrainId) = (catalog, grainClass, id);
        (_requests, _start) = (new RequestQueue(grainClass), Start);
        _runner = new InvocationRunner(_scheduler, catalog.Logger, id, Ended);
        _idleness = new Idleness(catalog.Time);
    }

    /// <summary>The activation whose grain this thread is constructing.</summary>
    internal static Activation? Constructing => s_constructing;

    public GrainId GrainId { get; }

    public IServiceProvider ActivationServices => _catalog.Services;

    internal GrainClass Class => _class;

    /// <summary>When it had been activated; null before.</summary>
    internal DateTimeOffset? ActivatedAt =>
        Volatile.Read(ref _activatedAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Requests waiting and under way.</summary>
    internal int Load
    {
        get
        {
            lock (_gate)
                return _requests.Load;
        }
    }

    /// <summary>Takes a request. False when the activation has ended: the caller asks the catalog for the next one.</summary>
    internal bool TryEnqueue(Invocation invocation)
    {
        // A worker's turn runs on its caller's thread up to the first wait.
        var held = _class.MaxLocalWorkers is not null && _scheduler.TryHold();
        try
        {
            return TryAdd(invocation);
        }
        finally
        {
            if (held)
                _scheduler.RunHeld();
        }
    }

    private bool TryAdd(Invocation invocation)
    {
        lock (_gate)
        {
            if (_state == State.Invalid)
                return false;
            _requests.Add(invocation);
            if (_state == State.Created)
            {
                _state = State.Activating;
                Schedule(ActivateAsync);
            }
            else
            {
                StartRunnable();
            }
        }

        return true;
    }

    /// <summary>Takes a timer's tick, unless it comes too late.</summary>
    internal void EnqueueTick(Func<Task> tick, bool interleave, bool keepAlive)
    {
        lock (_gate)
        {
            if (_state is not (State.Activating or State.Valid))
                return;
        }

        TryEnqueue(new Invocation(_ => tick(), reply: null, readOnly: false, interleave, keepAlive));
    }

    internal void TickFailed(Exception exception) => RuntimeLog.TimerTickFailed(_catalog.Logger, exception, GrainId);

    internal GrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
        LazyInitializer.EnsureInitialized(ref _timers, () => new ActivationTimers(this, _catalog.Time)).Add(callback, options);

    internal void Forget(GrainTimer timer) => _timers?.Forget(timer);

    internal void DelayDeactivation(TimeSpan timeSpan)
    {
        lock (_gate)
            _idleness.KeepFor(timeSpan);
    }

    /// <summary>Ends the activation if nothing has used it for that long.</summary>
    internal void DeactivateIfIdle(TimeSpan age)
    {
        lock (_gate)
        {
            if (_state != State.Valid || _requests.Load > 0 || !_idleness.HasLasted(age))
                return;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"Not used for {age}."));
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_state is State.Created or State.Deactivating or State.Invalid || _deactivationReason is not null)
                return;
            _deactivationReason = deactivationReason;
            if (_state == State.Valid && !_requests.IsRunning)
                StartDeactivation();
        }
    }

    /// <summary>Ends the activation and waits until it has.</summary>
    internal Task DeactivateAsync(DeactivationReason reason)
    {
        Task ended;
        lock (_gate)
        {
            if (_state is State.Created or State.Invalid)
                return Task.CompletedTask;
            ended = (_ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        Deactivate(reason);
        return ended;
    }

    private void Schedule(Func<Task> turn) => new Task(() => _ = turn()).Start(_scheduler);

    private async Task ActivateAsync()
    {
        try
        {
            s_constructing = this;
            (_grain, var states) = _class.Create(this);
            s_constructing = null;
            foreach (var state in states)
                await state.ReadStateAsync();
            await _grain.OnActivateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            s_constructing = null;
            RuntimeLog.ActivationFailed(_catalog.Logger, exception, GrainId);
            Invocation[] refused;
            lock (_gate)
            {
                _state = State.Invalid;
                refused = _requests.TakeWaiting();
            }

            _catalog.Remove(this);
            foreach (var invocation in refused)
            {
                invocation.End();
                invocation.Reply?.Fail(exception);
            }

            End();
            return;
        }

        lock (_gate)
        {
            _state = State.Valid;
            _idleness.Use();
            Volatile.Write(ref _activatedAt, _catalog.Time.GetUtcNow().UtcTicks);
            if (_deactivationReason is null)
                StartRunnable();
            else
                StartDeactivation();
        }
    }

    /// <summary>Starts what may run now. Under the lock.</summary>
    private void StartRunnable()
    {
        if (_state == State.Valid && _deactivationReason is null)
            _requests.Begin(_start);
    }

    private void Start(Invocation invocation)
    {
        if (invocation.CountsAsUse)
            _idleness.Use();
        _runner.Start(_grain!, invocation);
    }

    private void Ended(Invocation invocation)
    {
        lock (_gate)
        {
            _requests.End(invocation);
            if (_deactivationReason is null)
                StartRunnable();
            else if (!_requests.IsRunning && _state == State.Valid)
                StartDeactivation();
        }
    }

    private void StartDeactivation()
    {
        _state = State.Deactivating;
        Schedule(EndAsync);
    }

    private async Task EndAsync()
    {
        _timers?.DisposeAll();
        try
        {
            await _grain!.OnDeactivateAsync(_deactivationReason!.Value, CancellationToken.None);
        }
        catch (Exception exception)
        {
            RuntimeLog.DeactivationFailed(_catalog.Logger, exception, GrainId);
        }

        Invocation[] forwarded;
        lock (_gate)
        {
            _state = State.Invalid;
            forwarded = _requests.TakeWaiting();
        }

        // Outside the lock: the catalog asks activations for their load under a lock of its own.
        _catalog.Remove(this);

        foreach (var invocation in forwarded)
        {
            if (invocation.Reply is not null || invocation.CountsAsUse)
                _catalog.Send(GrainId, _class, invocation);
        }

        End();
    }

    private void End()
    {
        lock (_gate)
            _ended?.TrySetResult();
    }
}
