using System.Collections.Immutable;

namespace LearningActors.Access;

/// <summary>The stored keys of the API.</summary>
public interface IApiKeys
{
    /// <summary>The keys that may call.</summary>
    Task<ImmutableArray<ApiKey>> ListAsync();
}
