namespace LearningActors.Client;

/// <summary>What a model did for a purpose.</summary>
public sealed record ModelUseItem
{
    /// <summary><c>explanation</c>, <c>prompt_generation</c>, <c>trade_review</c>, <c>insight_analysis</c> or <c>model_test</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Questions for it, also those that were not sent because it kept failing.</summary>
    public required long Calls { get; init; }

    /// <summary>Those without an answer.</summary>
    public required long Failed { get; init; }

    /// <summary>By the price table, USD.</summary>
    public required decimal CostUsd { get; init; }
}
