using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain call can be addressed to.</summary>
public interface IAddressable;

/// <summary>Marks the interfaces by which grains are called.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain whose identity is a string.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>A grain whose identity is an integer. Here only the management grain has such a key.</summary>
public interface IGrainWithIntegerKey : IGrain;

/// <summary>What the runtime calls on every grain.</summary>
public interface IGrainBase
{
    /// <summary>The activation that the grain lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first request. When it throws, the activation fails and so does every request that waited for it.</summary>
    Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last request. It may not run at all: a process can be killed.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Gives references to grains. A grain is never created by its caller: it is there, and is activated when called.</summary>
public interface IGrainFactory
{
    /// <summary>The grain of that interface and key.</summary>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>The grain of that interface and integer key.</summary>
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey;
}
