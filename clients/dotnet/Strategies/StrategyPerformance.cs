namespace LearningActors.Client;

/// <summary>How a rule does.</summary>
public sealed record StrategyPerformance
{
    /// <summary>Such as <c>le-candle-pullback</c>.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks for.</summary>
    public required string? Description { get; init; }

    /// <summary>It is in use.</summary>
    public required bool IsActive { get; init; }

    /// <summary>0..1, 0.5 before the first review; equal to a replay of its reviews in order of exit.</summary>
    public required double EffectivenessScore { get; init; }

    /// <summary>Reviewed trades.</summary>
    public required int TotalTrades { get; init; }

    /// <summary>Those of them with a profit.</summary>
    public required int WinningTrades { get; init; }

    /// <summary>Their share.</summary>
    public required Proportion WinRate { get; init; }

    /// <summary>Profits of reviewed trades, by their currencies' names; what is in different ones is not added.</summary>
    public required IReadOnlyList<CurrencyPnl> PnlByCurrency { get; init; }

    /// <summary>Mean rating of execution, 1 to 5; null without reviews.</summary>
    public required double? AvgPerformanceRating { get; init; }

    /// <summary>Reviews that found the setup valid.</summary>
    public required int Valid { get; init; }

    /// <summary>Reviews that found an edge case.</summary>
    public required int EdgeCases { get; init; }

    /// <summary>Reviews that found it invalid.</summary>
    public required int Invalid { get; init; }

    /// <summary>Trades that have no review yet.</summary>
    public required int UnreviewedTrades { get; init; }

    /// <summary>When the ledger was read, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
