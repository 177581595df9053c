using System.Collections.Immutable;

namespace LearningActors.Access;

/// <summary>The keys of the API. Key: <c>api-keys</c>.</summary>
[Alias("IApiKeysGrain")]
public interface IApiKeysGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "api-keys";

    /// <summary>The keys that may call.</summary>
    [Alias("List")]
    Task<ImmutableArray<ApiKey>> List();

    /// <summary>Every key that was ever made, the newest first.</summary>
    [Alias("ListAll")]
    Task<ImmutableArray<ApiKeyStatus>> ListAll();

    /// <summary>Adds a key.</summary>
    /// <returns>False where a key that may call has the name.</returns>
    [Alias("Add")]
    Task<bool> Add(NewApiKey key);

    /// <summary>Adds a key with the name, scopes and limit of those that may call now; these end after an overlap.</summary>
    /// <returns>The scopes; null where no key that may call has the name.</returns>
    [Alias("Rotate")]
    Task<ImmutableArray<string>?> Rotate(string name, ImmutableArray<byte> hash, string hint, TimeSpan overlap, string createdBy);

    /// <summary>Ends the keys of a name at once, or one of them.</summary>
    /// <returns>How many could call until now; null where no such key was ever made.</returns>
    [Alias("Revoke")]
    Task<int?> Revoke(string name, Guid? only);

    /// <summary>Notes that keys were used lately.</summary>
    [Alias("NoteUse")]
    Task NoteUse(ImmutableArray<ImmutableArray<byte>> hashes);
}

/// <summary>A key that may call, without the key.</summary>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Name">Who holds it.</param>
/// <param name="Scopes">Any of <see cref="Scope.All"/>.</param>
/// <param name="ExpiresAt">Until when it may call; null for ever.</param>
/// <param name="RequestsPerMinute">Its own limit over the whole cluster; null for that of the configuration.</param>
[GenerateSerializer, Immutable, Alias("ApiKey")]
public sealed record ApiKey(
    ImmutableArray<byte> Hash,
    string Name,
    ImmutableArray<string> Scopes,
    DateTimeOffset? ExpiresAt = null,
    int? RequestsPerMinute = null
);

/// <summary>A key that is made.</summary>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Hint">How the key begins, by which its holder knows it again.</param>
/// <param name="Name">Who holds it.</param>
/// <param name="Scopes">Any of <see cref="Scope.All"/>.</param>
/// <param name="ExpiresAt">Until when it may call; null for ever.</param>
/// <param name="RequestsPerMinute">Its own limit; null for that of the configuration.</param>
/// <param name="CreatedBy">Who made it.</param>
[GenerateSerializer, Immutable, Alias("NewApiKey")]
public sealed record NewApiKey(
    ImmutableArray<byte> Hash,
    string Hint,
    string Name,
    ImmutableArray<string> Scopes,
    DateTimeOffset? ExpiresAt,
    int? RequestsPerMinute,
    string CreatedBy
);

/// <summary>What can be known of a key that was made.</summary>
/// <param name="Id">Names it among those of its name.</param>
/// <param name="Name">Who holds it.</param>
/// <param name="Hint">How it begins; empty for one that was made by the environment.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it; null for the environment.</param>
/// <param name="ExpiresAt">Until when it may call; null for ever.</param>
/// <param name="RevokedAt">When it was revoked; null where it was not.</param>
/// <param name="LastUsedAt">When it last called, to some minutes; null where it never did.</param>
/// <param name="RequestsPerMinute">Its own limit; null for that of the configuration.</param>
[GenerateSerializer, Immutable, Alias("ApiKeyStatus")]
public sealed record ApiKeyStatus(
    Guid Id,
    string Name,
    string Hint,
    ImmutableArray<string> Scopes,
    DateTimeOffset CreatedAt,
    string? CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt,
    int? RequestsPerMinute
);
