using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Access;

/// <inheritdoc cref="IApiKeysGrain" />
[StatelessWorker, Reentrant]
public sealed class ApiKeysGrain(IApiKeys keys) : Grain, IApiKeysGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<ApiKey>> List() => keys.ListAsync();
}
