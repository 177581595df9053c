namespace LearningActors.Client;

/// <summary>A rule by which trades are made.</summary>
public sealed record StrategyRule
{
    /// <summary>Such as <c>le-candle-pullback</c>.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks for.</summary>
    public required string? Description { get; init; }

    /// <summary>It is in use.</summary>
    public required bool IsActive { get; init; }
}
