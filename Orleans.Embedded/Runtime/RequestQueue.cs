namespace Orleans.Runtime;

/// <summary>The requests of an activation, waiting and under way, and which of them may run beside each other.</summary>
/// <remarks>Not synchronised: its activation calls it under its lock.</remarks>
internal sealed class RequestQueue(GrainClass grainClass)
{
    private readonly LinkedList<Invocation> _waiting = [];
    private int _running;
    private int _runningReadOnly;

    /// <summary>Requests waiting and under way.</summary>
    internal int Load => _waiting.Count + _running;

    internal bool IsRunning => _running > 0;

    internal void Add(Invocation invocation) => _waiting.AddLast(invocation);

    /// <summary>Begins every waiting request that may run now; one that may not does not hold up those behind it.</summary>
    internal void Begin(Action<Invocation> start)
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (MayRun(node.Value))
            {
                _waiting.Remove(node);
                _running++;
                if (node.Value.IsReadOnly)
                    _runningReadOnly++;
                start(node.Value);
            }
            else if (_running > 0 && !grainClass.AnyInterleaving)
            {
                return;
            }

            node = next;
        }
    }

    /// <summary>One that was begun has ended.</summary>
    internal void End(Invocation invocation)
    {
        _running--;
        if (invocation.IsReadOnly)
            _runningReadOnly--;
    }

    /// <summary>Those that wait, which are then no more in it.</summary>
    internal Invocation[] TakeWaiting()
    {
        Invocation[] waiting = [.. _waiting];
        _waiting.Clear();
        return waiting;
    }

    private bool MayRun(Invocation invocation) =>
        _running == 0
        || grainClass.IsReentrant
        || invocation.IsAlwaysInterleave
        || (invocation.IsReadOnly && _runningReadOnly == _running);
}
