using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Operations;

/// <summary>What one silo tells of itself. Key: <c>silo:</c> and its address. It is placed on its silo and activates on no other.</summary>
[Alias("ISiloGrain")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>The prefix of keys: what follows is the address.</summary>
    const string KeyPrefix = "silo:";

    /// <summary>What the process uses.</summary>
    [Alias("GetUsage")]
    Task<SiloUsage> GetUsage();

    /// <summary>How the silo's writers of the ledger do.</summary>
    [Alias("GetLedgerFigures")]
    Task<ImmutableArray<LedgerFigures>> GetLedgerFigures();

    /// <summary>Activations on this silo by kind; kinds without any are left out.</summary>
    [Alias("CountActivations")]
    Task<ImmutableArray<ActiveKind>> CountActivations();

    /// <summary>Grains that are active on this silo, in the order of their keys' code points.</summary>
    [Alias("FindActive")]
    Task<ImmutableArray<ActiveGrain>> FindActive(GrainQuery query);

    /// <summary>The activation of that grain on this silo, or null.</summary>
    [Alias("FindActivation")]
    Task<GrainActivation?> FindActivation(string kind, string key);

    /// <summary>Lets the grain's activations on this silo end after the requests under way.</summary>
    /// <returns>What was active; null when nothing was.</returns>
    [Alias("Deactivate")]
    Task<GrainActivation?> Deactivate(string kind, string key);
}

/// <summary>Activations of a kind on one silo.</summary>
/// <param name="Kind">The kind of grain.</param>
/// <param name="Activations">How many are in memory.</param>
[GenerateSerializer, Immutable, Alias("ActiveKind")]
public sealed record ActiveKind(string Kind, int Activations);

/// <summary>A grain that is active on the silo that was asked.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Activation">Since when, and how often.</param>
[GenerateSerializer, Immutable, Alias("ActiveGrain")]
public sealed record ActiveGrain(string Key, GrainActivation Activation);
