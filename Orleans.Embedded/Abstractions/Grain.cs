using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes. One instance exists per grain id, and it runs one turn at a time.</summary>
public abstract class Grain : IGrainBase
{
    /// <summary>Takes the activation that is constructing the grain.</summary>
    /// <exception cref="InvalidOperationException">The grain was constructed by something other than the runtime.</exception>
    protected Grain()
    {
        GrainContext =
            Activation.Constructing
            ?? throw new InvalidOperationException("A grain is constructed by the runtime: call it through IGrainFactory.");
    }

    /// <inheritdoc />
    public IGrainContext GrainContext { get; }

    /// <summary>References to other grains.</summary>
    protected IGrainFactory GrainFactory => GrainContext.ActivationServices.GetRequiredService<IGrainFactory>();

    /// <summary>The services of the host.</summary>
    protected IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Deactivates the grain when the requests under way have ended.</summary>
    protected void DeactivateOnIdle() =>
        GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));

    /// <summary>Keeps idle collection off this activation for at least that long.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => ((Activation)GrainContext).DelayDeactivation(timeSpan);

    /// <inheritdoc cref="IGrainBase.OnActivateAsync" />
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="IGrainBase.OnDeactivateAsync" />
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What a grain can ask about itself.</summary>
public static class GrainExtensions
{
    /// <summary>The string key of the grain.</summary>
    public static string GetPrimaryKeyString(this Grain grain) => grain.GrainContext.GrainId.Key;
}
