using System.Text.Json;

namespace LearningActors.Client;

/// <summary>Who did what to what.</summary>
public sealed record AuditItem
{
    /// <summary>A later entry has a greater one.</summary>
    public required long Number { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary><c>person</c>, <c>key</c> or <c>service</c>.</summary>
    public required string ActorKind { get; init; }

    /// <summary>The name of the person or key.</summary>
    public required string Actor { get; init; }

    /// <summary>The network address of the request.</summary>
    public required string Address { get; init; }

    /// <summary>Such as <c>experiment.stop</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to.</summary>
    public required string Subject { get; init; }

    /// <summary><c>done</c>, or <c>unknown</c> where the process died that did it.</summary>
    public required string Outcome { get; init; }

    /// <summary>Further facts.</summary>
    public required JsonElement Detail { get; init; }

    /// <summary>How the subject was; null where that says nothing.</summary>
    public required JsonElement Before { get; init; }

    /// <summary>How it is from then on; null where that says nothing.</summary>
    public required JsonElement After { get; init; }

    /// <summary>Names the request in logs and traces.</summary>
    public required string TraceId { get; init; }

    /// <summary>SHA-256 of the entry and of the hash before it.</summary>
    public required string Hash { get; init; }
}
