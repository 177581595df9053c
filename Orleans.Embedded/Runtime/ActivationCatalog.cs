using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Every activation of this process: exactly one for a grain id, several for a stateless worker.</summary>
internal sealed class ActivationCatalog(IServiceProvider services, TimeProvider time, ILogger<ActivationCatalog> logger)
{
    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly ConcurrentDictionary<GrainId, WorkerPool> _workers = new();
    private volatile bool _stopped;

    internal IServiceProvider Services => services;

    internal TimeProvider Time => time;

    internal ILogger Logger => logger;

    internal IEnumerable<Activation> All => _activations.Values.Concat(_workers.Values.SelectMany(pool => pool.Snapshot()));

    /// <summary>Hands a request to the grain's activation, which is created when there is none.</summary>
    internal void Send(GrainId id, GrainClass grainClass, Invocation invocation)
    {
        if (_stopped)
        {
            invocation.Reply?.Fail(new SiloUnavailableException("The silo is shutting down."));
            return;
        }

        if (grainClass.MaxLocalWorkers is { } most)
        {
            var pool = _workers.GetOrAdd(id, static (_, most) => new WorkerPool(most), most);
            while (true)
            {
                var worker = pool.Choose(() => new Activation(this, grainClass, id));
                if (worker.TryEnqueue(invocation))
                    return;
                pool.Remove(worker);
            }
        }

        while (true)
        {
            if (!_activations.TryGetValue(id, out var activation))
                activation = _activations.GetOrAdd(id, new Activation(this, grainClass, id));
            if (activation.TryEnqueue(invocation))
                return;
            Remove(activation);
        }
    }

    internal void Remove(Activation activation)
    {
        if (activation.Class.MaxLocalWorkers is null)
            _activations.TryRemove(KeyValuePair.Create(activation.GrainId, activation));
        else if (_workers.TryGetValue(activation.GrainId, out var pool))
            pool.Remove(activation);
    }

    internal void DeactivateIdle(TimeSpan age)
    {
        foreach (var activation in All)
            activation.DeactivateIfIdle(age);
    }

    /// <summary>Refuses further requests and ends every activation.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is shutting down.");
        await Task.WhenAll(All.Select(activation => activation.DeactivateAsync(reason))).WaitAsync(cancellationToken);
    }

    /// <summary>The activations of one stateless worker: an idle one first, then a new one, then the least loaded.</summary>
    private sealed class WorkerPool(int maxWorkers)
    {
        private readonly List<Activation> _workers = [];

        internal Activation Choose(Func<Activation> create)
        {
            lock (_workers)
            {
                Activation? leastLoaded = null;
                var minLoad = int.MaxValue;
                foreach (var worker in _workers)
                {
                    var load = worker.Load;
                    if (load == 0)
                        return worker;
                    if (load < minLoad)
                        (leastLoaded, minLoad) = (worker, load);
                }

                if (_workers.Count >= maxWorkers)
                    return leastLoaded!;
                var added = create();
                _workers.Add(added);
                return added;
            }
        }

        internal void Remove(Activation worker)
        {
            lock (_workers)
                _workers.Remove(worker);
        }

        internal Activation[] Snapshot()
        {
            lock (_workers)
                return [.. _workers];
        }
    }
}
