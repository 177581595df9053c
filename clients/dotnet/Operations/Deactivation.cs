namespace LearningActors.Client;

/// <summary>The outcome of an operator's request to end a grain's activations.</summary>
public sealed record Deactivation
{
    /// <summary>Such as <c>cycle</c>, as paths name it.</summary>
    public required string Kind { get; init; }

    /// <summary>The grain's key among its kind.</summary>
    public required string Key { get; init; }

    /// <summary>It was active somewhere.</summary>
    public required bool WasActive { get; init; }

    /// <summary>What was active and ends now.</summary>
    public required IReadOnlyList<GrainActivation> Activations { get; init; }

    /// <summary>Silos that did not answer in time: it may be active there still.</summary>
    public required IReadOnlyList<string> Unanswered { get; init; }
}
