using System.Collections.Immutable;
using LearningActors.Ledger;
using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <inheritdoc cref="ISiloGrain" />
[Reentrant]
public sealed class SiloGrain(ILocalSiloDetails silo, ISiloFigures figures, ILocalActivations activations) : Grain, ISiloGrain
{
    private static readonly DeactivationReason s_reason = new(DeactivationReasonCode.ApplicationRequested, "An operator deactivated it.");

    private string Address => field ??= silo.SiloAddress.ToParsableString();

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString() == ISiloGrain.KeyPrefix + Address
            ? Task.CompletedTask
            : throw new InvalidOperationException(
                $"{this.GetPrimaryKeyString()} was placed on {Address}: its silo is gone, or has not joined yet."
            );

    /// <inheritdoc />
    public Task<SiloUsage> GetUsage() =>
        Task.FromResult(
            new SiloUsage(activations.All.Count(), figures.MemoryBytes, figures.ManagedBytes, figures.MemoryLimitBytes, figures.CpuPercent)
        );

    /// <inheritdoc />
    public Task<ImmutableArray<LedgerFigures>> GetLedgerFigures() =>
        Task.FromResult(figures.Ledger.Select(one => one with { Silo = Address }).ToImmutableArray());

    /// <inheritdoc />
    public Task<ImmutableArray<ActiveKind>> CountActivations() =>
        Task.FromResult(
            activations
                .All.CountBy(one => one.Context.GrainId.Type)
                .Select(one => new ActiveKind(one.Key.ToString()!, one.Value))
                .ToImmutableArray()
        );

    /// <inheritdoc />
    public Task<ImmutableArray<ActiveGrain>> FindActive(GrainQuery query)
    {
        var order = KeyOrder.Of(query);
        return Task.FromResult(
            Of(query.Kind)
                .Select(one => (Key: one.Context.GrainId.Key.ToString()!, one.Since))
                .Where(one =>
                    (query.KeyPart is not { } part || one.Key.Contains(part, StringComparison.Ordinal))
                    && (query.After is not { } after || order.Compare(one.Key, after) > 0)
                )
                .GroupBy(one => one.Key, one => one.Since)
                .OrderBy(one => one.Key, order)
                .Take(query.Limit)
                .Select(one => new ActiveGrain(one.Key, new GrainActivation(Address, one.Min(), one.Count())))
                .ToImmutableArray()
        );
    }

    /// <inheritdoc />
    public Task<GrainActivation?> FindActivation(string kind, string key) => Task.FromResult(Summarize(Of(kind, key)));

    /// <inheritdoc />
    public Task<GrainActivation?> Deactivate(string kind, string key)
    {
        var active = Of(kind, key);
        foreach (var one in active)
            one.Context.Deactivate(s_reason);
        return Task.FromResult(Summarize(active));
    }

    private GrainActivation? Summarize(LocalActivation[] found) =>
        found.Length > 0 ? new GrainActivation(Address, found.Min(one => one.Since), found.Length) : null;

    private LocalActivation[] Of(string kind, string key)
    {
        var id = GrainId.Create(kind, key);
        return [.. activations.All.Where(one => one.Context.GrainId.Equals(id))];
    }

    private IEnumerable<LocalActivation> Of(string kind)
    {
        // The type of an id, by which ids are compared without a text being made of each.
        var type = GrainId.Create(kind, "-").Type;
        return activations.All.Where(one => one.Context.GrainId.Type.Equals(type));
    }
}
