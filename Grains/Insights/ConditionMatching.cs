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

    /// <summary>The conditions without what the scope asks for anyway.</summary>
    internal static TradeConditions Beyond(this TradeConditions conditions, TradeConditions scope) =>
        new(
            scope.SetupType is null ? conditions.SetupType : null,
            scope.MarketPhase is null ? conditions.MarketPhase : null,
            scope.Symbol is null ? conditions.Symbol : null,
            scope.Timeframe is null ? conditions.Timeframe : null,
            scope.Hour is null ? conditions.Hour : null
        );

    /// <summary>The conditions with one less, for each of them.</summary>
    internal static IReadOnlyList<TradeConditions> Parts(this TradeConditions conditions) =>
        [
            .. new[]
            {
                conditions with
                {
                    SetupType = null,
                },
                conditions with
                {
                    MarketPhase = null,
                },
                conditions with
                {
                    Symbol = null,
                },
                conditions with
                {
                    Timeframe = null,
                },
                conditions with
                {
                    Hour = null,
                },
            }.Where(part => part != conditions),
        ];

    /// <summary>Whoever meets these meets the other ones.</summary>
    internal static bool Implies(this TradeConditions conditions, TradeConditions other) => other.Within(conditions) == conditions;

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
