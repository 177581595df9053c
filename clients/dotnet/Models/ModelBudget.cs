namespace LearningActors.Client;

/// <summary>What may be spent in a month.</summary>
public sealed record ModelBudget
{
    /// <summary><c>prompt_generation</c> or <c>fine_tuning</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>What it may cost, USD.</summary>
    public required decimal BudgetUsd { get; init; }

    /// <summary>What it cost, and can cost as long as it runs, USD.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>The part of it that is not known yet: the most that calls without an answer and jobs under way can cost, USD.</summary>
    public required decimal OpenUsd { get; init; }

    /// <summary>What is left, USD; 0 where more was spent.</summary>
    public required decimal LeftUsd { get; init; }
}
