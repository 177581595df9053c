using LearningActors.Client;

namespace LearningActors.Cli.Import;

/// <summary>A trade of a file, or the reason why it can't be used.</summary>
/// <param name="Place">Where it stands: <c>line 7</c>, <c>trade 3</c>.</param>
/// <param name="Trade">The trade.</param>
/// <param name="Unusable">Why there is none.</param>
public sealed record ImportedTrade(string Place, TradeInput? Trade, string? Unusable);
