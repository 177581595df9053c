using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Access;

/// <inheritdoc cref="IApiKeysGrain" />
[StatelessWorker, Reentrant]
public sealed class ApiKeysGrain(IApiKeys keys) : Grain, IApiKeysGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<ApiKey>> List() => keys.ListAsync();

    /// <inheritdoc />
    public Task<ImmutableArray<ApiKeyStatus>> ListAll() => keys.ListAllAsync();

    /// <inheritdoc />
    public Task<bool> Add(NewApiKey key) => keys.AddAsync(key);

    /// <inheritdoc />
    public Task<ImmutableArray<string>?> Rotate(string name, ImmutableArray<byte> hash, string hint, TimeSpan overlap, string createdBy) =>
        keys.RotateAsync(name, hash, hint, overlap, createdBy);

    /// <inheritdoc />
    public Task<int?> Revoke(string name, Guid? only) => keys.RevokeAsync(name, only);

    /// <inheritdoc />
    public Task NoteUse(ImmutableArray<ImmutableArray<byte>> hashes) => keys.NoteUseAsync(hashes);
}
