using System.Collections.Immutable;

namespace LearningActors.Strategies;

/// <summary>The strategy rules there are.</summary>
public interface IStrategyLedger
{
    /// <summary>Adds a rule.</summary>
    /// <returns>False where its id is taken.</returns>
    Task<bool> AddAsync(StrategyRule rule);

    /// <summary>Changes what is not null.</summary>
    /// <returns>The rule as it is then, or null.</returns>
    Task<StrategyRule?> ChangeAsync(string id, string? name, string? description, bool? isActive);

    /// <summary>Every rule, by its id.</summary>
    Task<ImmutableArray<StrategyRule>> ReadAllAsync();

    /// <summary>A rule, or null.</summary>
    Task<StrategyRule?> FindAsync(string id);
}
