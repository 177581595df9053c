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
}

/// <summary>A key that may call, without the key.</summary>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Name">Who holds it.</param>
/// <param name="Scopes">Any of <c>engine</c>, <c>read</c>, <c>admin</c>.</param>
[GenerateSerializer, Immutable, Alias("ApiKey")]
public sealed record ApiKey(ImmutableArray<byte> Hash, string Name, ImmutableArray<string> Scopes);
