namespace LearningActors.Client;

/// <summary>How a rule's score came about.</summary>
public sealed record StrategyHistory
{
    /// <summary>The rule.</summary>
    public required string Id { get; init; }

    /// <summary>The days on which reviewed trades were closed, the earliest first.</summary>
    public required IReadOnlyList<ScorePoint> Points { get; init; }

    /// <summary>When the ledger was read, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>A rule's score at the end of a UTC day, after all reviews of trades that were closed up to then.</summary>
public sealed record ScorePoint
{
    /// <summary>The UTC day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The score, 0..1.</summary>
    public required double EffectivenessScore { get; init; }

    /// <summary>Reviewed trades up to then.</summary>
    public required int TotalTrades { get; init; }

    /// <summary>The share of them with a profit.</summary>
    public required Proportion WinRate { get; init; }

    /// <summary>Those that were closed on that day.</summary>
    public required int TradesOfDay { get; init; }
}
