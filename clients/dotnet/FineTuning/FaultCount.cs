namespace LearningActors.Client;

/// <summary>How often something was wrong.</summary>
public sealed record FaultCount
{
    /// <summary>A short code, such as <c>invented_number:999</c>.</summary>
    public required string Fault { get; init; }

    /// <summary>Answers.</summary>
    public required int Count { get; init; }
}
