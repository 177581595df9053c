namespace LearningActors.Recommendations;

/// <summary>Something that was executed. It never changes.</summary>
/// <param name="Id">The broker's, or one made of its row.</param>
/// <param name="At">UTC.</param>
/// <param name="Instrument">The OCC symbol of an option, or the symbol of a share.</param>
/// <param name="Action">What was done.</param>
/// <param name="Quantity">Contracts or shares, more than 0.</param>
/// <param name="Price">USD for a contract, or for a share; 0 for what was assigned or expired.</param>
/// <param name="Fees">USD, commissions included.</param>
/// <param name="Account">Where; null where there is one account only.</param>
/// <param name="RecommendationId">The recommendation that it follows, where whoever executed it said so.</param>
[GenerateSerializer, Immutable, Alias("Execution")]
public sealed record Execution(
    string Id,
    DateTimeOffset At,
    string Instrument,
    ExecutionAction Action,
    decimal Quantity,
    decimal Price,
    decimal Fees,
    string? Account = null,
    string? RecommendationId = null
);
