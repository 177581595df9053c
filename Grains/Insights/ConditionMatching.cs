using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>Whether trades meet conditions.</summary>
internal static class ConditionMatching
{
    internal static bool Holds(this TradeConditions conditions, TradeResult trade) =>
        (conditions.SetupType is null || conditions.SetupType == trade.SetupType)
        && (conditions.MarketPhase is null || conditions.MarketPhase == trade.MarketPhase)
        && (conditions.Symbol is null || conditions.Symbol == trade.Symbol)
        && (conditions.Timeframe is null || conditions.Timeframe == trade.Timeframe)
        && (conditions.Hour is null || conditions.Hour == trade.Hour);

    /// <summary>The conditions with those of the scope.</summary>
    internal static TradeConditions Within(this TradeConditions conditions, TradeConditions scope) =>
        new(
            conditions.SetupType ?? scope.SetupType,
            conditions.MarketPhase ?? scope.MarketPhase,
            conditions.Symbol ?? scope.Symbol,
            conditions.Timeframe ?? scope.Timeframe,
            conditions.Hour ?? scope.Hour
        );

    /// <summary>How many attributes are asked for.</summary>
    internal static int Count(this TradeConditions conditions) =>
        new object?[] { conditions.SetupType, conditions.MarketPhase, conditions.Symbol, conditions.Timeframe, conditions.Hour }.Count(
            one => one is not null
        );

    /// <summary>In words: <c>setup pullback, phase range</c>.</summary>
    internal static string Words(this TradeConditions conditions) =>
        string.Join(
            ", ",
            new[]
            {
                conditions.SetupType is { } setup ? $"setup {setup}" : null,
                conditions.MarketPhase is { } phase ? $"phase {phase}" : null,
                conditions.Symbol is { } symbol ? $"symbol {symbol}" : null,
                conditions.Timeframe is { } timeframe ? $"timeframe {timeframe}" : null,
                conditions.Hour is { } hour ? $"entered from {hour:00}:00 to {hour:00}:59 UTC" : null,
            }.Where(one => one is not null)
        );
}
