namespace LearningActors.Client;

/// <summary>What keeps an experiment from promoting.</summary>
public sealed record PromotionBlock
{
    /// <summary>Which check says so.</summary>
    public required string Kind { get; init; }

    /// <summary>In words.</summary>
    public required string Reason { get; init; }
}
