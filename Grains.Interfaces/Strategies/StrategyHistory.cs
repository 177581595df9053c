using System.Collections.Immutable;
using LearningActors.Statistics;

namespace LearningActors.Strategies;

/// <summary>How a rule's score came about.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Points">The days on which reviewed trades were closed, the earliest first.</param>
/// <param name="AsOf">When the ledger was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("StrategyHistory")]
public sealed record StrategyHistory(string Id, ImmutableArray<ScorePoint> Points, DateTimeOffset AsOf);

/// <summary>A rule's score at the end of a UTC day, after all reviews of trades that were closed up to then, as they are now.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Effectiveness">The score, 0..1.</param>
/// <param name="TotalTrades">Reviewed trades up to then.</param>
/// <param name="WinRate">The share of them with a profit.</param>
/// <param name="TradesOfDay">Those that were closed on that day.</param>
[GenerateSerializer, Immutable, Alias("ScorePoint")]
public sealed record ScorePoint(DateOnly Day, double Effectiveness, int TotalTrades, Proportion WinRate, int TradesOfDay);
