namespace LearningActors.Client;

/// <summary>Something that differs from the version before.</summary>
public sealed record SummaryChange
{
    /// <summary>Such as <c>P&amp;L</c>.</summary>
    public required string What { get; init; }

    /// <summary>As it was.</summary>
    public required string Before { get; init; }

    /// <summary>As it is.</summary>
    public required string After { get; init; }
}
