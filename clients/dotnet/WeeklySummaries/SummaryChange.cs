namespace LearningActors.Client;

/// <summary>Something that differs from the version before.</summary>
public sealed record SummaryChange
{
    /// <summary>Such as <c>P&amp;L</c>.</summary>
    public required string What { get; init; }

    /// <summary>What the version before said, as the notification writes it.</summary>
    public required string Before { get; init; }

    /// <summary>What this version says.</summary>
    public required string After { get; init; }
}
