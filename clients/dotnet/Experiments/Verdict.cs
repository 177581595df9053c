namespace LearningActors.Client;

/// <summary>What a rule makes of an experiment's looks.</summary>
public sealed record Verdict
{
    /// <summary>What is to be done. One of <c>continue</c>, <c>promote</c>, <c>keep_champion</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The version to promote.</summary>
    public required string? Winner { get; init; }

    /// <summary>Why, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Each challenger against the champion.</summary>
    public required IReadOnlyList<Comparison> Challengers { get; init; }
}
