namespace LearningActors.Client;

/// <summary>A new strategy rule.</summary>
public sealed record StrategyRuleInput
{
    /// <summary>A short name without blanks, such as pullback.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it asks for. At most 4 000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is in use.</summary>
    public bool? IsActive { get; init; }
}
