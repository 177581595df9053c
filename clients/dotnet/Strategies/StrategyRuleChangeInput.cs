namespace LearningActors.Client;

/// <summary>What changes of a strategy rule; what is null stays.</summary>
public sealed record StrategyRuleChangeInput
{
    /// <summary>The name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it asks for. At most 4 000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is in use.</summary>
    public bool? IsActive { get; init; }
}
