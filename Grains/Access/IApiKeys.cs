using System.Collections.Immutable;

namespace LearningActors.Access;

/// <summary>The stored keys of the API; each method as <see cref="IApiKeysGrain"/> has it.</summary>
public interface IApiKeys
{
    /// <inheritdoc cref="IApiKeysGrain.List" />
    Task<ImmutableArray<ApiKey>> ListAsync();

    /// <inheritdoc cref="IApiKeysGrain.ListAll" />
    Task<ImmutableArray<ApiKeyStatus>> ListAllAsync();

    /// <inheritdoc cref="IApiKeysGrain.Add" />
    Task<bool> AddAsync(NewApiKey key);

    /// <inheritdoc cref="IApiKeysGrain.Rotate" />
    Task<ImmutableArray<string>?> RotateAsync(string name, ImmutableArray<byte> hash, string hint, TimeSpan overlap, string createdBy);

    /// <inheritdoc cref="IApiKeysGrain.Revoke" />
    Task<int?> RevokeAsync(string name, Guid? only);

    /// <inheritdoc cref="IApiKeysGrain.NoteUse" />
    Task NoteUseAsync(ImmutableArray<ImmutableArray<byte>> hashes);
}
