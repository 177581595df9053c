using System.Text.Json;

namespace LearningActors.Client;

/// <summary>Who did what to what.</summary>
public sealed record AuditItem
{
    /// <summary>A later entry has a greater one.</summary>
    public required long Number { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>The name of the key.</summary>
    public required string Actor { get; init; }

    /// <summary>Such as <c>experiment.stop</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to.</summary>
    public required string Subject { get; init; }

    /// <summary>Further facts.</summary>
    public required JsonElement Detail { get; init; }
}
