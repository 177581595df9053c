using System.Text.Json;

namespace LearningActors.Client;

/// <summary>A stored state.</summary>
public sealed record StateItem
{
    /// <summary>The name under which the grain keeps it; a grain may have several.</summary>
    public required string Name { get; init; }

    /// <summary>The state; null when it was cleared.</summary>
    public required JsonElement State { get; init; }

    /// <summary>The version, which a write must know.</summary>
    public required string Etag { get; init; }

    /// <summary>When it was written last.</summary>
    public required DateTimeOffset? WrittenAt { get; init; }
}
