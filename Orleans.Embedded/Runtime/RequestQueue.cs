namespace Orleans.Runtime;

/// <summary>The requests of an activation, waiting and under way, and which of them may run beside each other.</summary>
/// <remarks>Not synchronised: its activation calls it under its lock.</remarks>
internal sealed class RequestQueue(GrainClass grainClass)
{
    private readonly LinkedList<Invocation> _waiting = [];
    private int _running;

    /// <summary>Those under way that do not interleave with everything: they hold up others.</summary>
    private int _blocking;
    private int _blockingReadOnly;
    private int _waitingInterleaving;

    /// <summary>Requests waiting and under way.</summary>
    internal int Load => _waiting.Count + _running;

    internal bool IsRunning => _running > 0;

    internal void Add(Invocation invocation)
    {
        _waiting.AddLast(invocation);
        if (invocation.IsAlwaysInterleave)
            _waitingInterleaving++;
    }

    /// <summary>Begins every waiting request that may run now; one that may not does not hold up those behind it.</summary>
    internal void Begin(Action<Invocation> start)
    {
        for (var node = _waiting.First; node is not null; )
        {
            var next = node.Next;
            if (MayRun(node.Value))
            {
                _waiting.Remove(node);
                if (node.Value.IsAlwaysInterleave)
                    _waitingInterleaving--;
                Count(node.Value, 1);
                start(node.Value);
            }
            else if (_waitingInterleaving == 0 && !grainClass.AnyReadOnly)
            {
                return;
            }

            node = next;
        }
    }

    /// <summary>One that was begun has ended.</summary>
    internal void End(Invocation invocation) => Count(invocation, -1);

    /// <summary>Those that wait, which are then no more in it.</summary>
    internal Invocation[] TakeWaiting()
    {
        Invocation[] waiting = [.. _waiting];
        _waiting.Clear();
        _waitingInterleaving = 0;
        return waiting;
    }

    private void Count(Invocation invocation, int change)
    {
        _running += change;
        if (invocation.IsAlwaysInterleave)
            return;
        _blocking += change;
        if (invocation.IsReadOnly)
            _blockingReadOnly += change;
    }

    private bool MayRun(Invocation invocation) =>
        _blocking == 0
        || grainClass.IsReentrant
        || invocation.IsAlwaysInterleave
        || (invocation.IsReadOnly && _blockingReadOnly == _blocking);
}
