namespace LearningActors.Client;

/// <summary>The models of a month, and the budgets that they may spend.</summary>
public sealed record ModelsResponse
{
    /// <summary>The UTC month, such as <c>2026-11</c>.</summary>
    public required string Month { get; init; }

    /// <summary>Every model that is known, or was asked in the month, by name.</summary>
    public required IReadOnlyList<ModelItem> Items { get; init; }

    /// <summary>What may be spent in the month. Explanations and reviews have no budget.</summary>
    public required IReadOnlyList<ModelBudget> Budgets { get; init; }

    /// <summary>When that was read, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
