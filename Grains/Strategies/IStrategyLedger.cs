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

    /// <summary>Rules with their stored figures.</summary>
    /// <param name="activeOnly">Only those in use.</param>
    /// <param name="overlap">A review or a trade may commit this long after the time it bears.</param>
    Task<ImmutableArray<ScoredRule>> ReadScoredAsync(bool activeOnly, TimeSpan overlap);

    /// <summary>Stores a rule's figures, unless later ones are stored.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="through">They hold for reviews and trades up to this time, UTC.</param>
    Task SaveAsync(string id, StrategyFigures figures, DateTimeOffset through);

    /// <summary>A rule, or null.</summary>
    Task<StrategyRule?> FindAsync(string id);
}
