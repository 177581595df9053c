namespace LearningActors.Client;

/// <summary>A review, and what it is of.</summary>
public sealed record ReviewRecord
{
    /// <summary>The trade.</summary>
    public required string TradeId { get; init; }

    /// <summary>Some sentences.</summary>
    public required string WhatHappened { get; init; }

    /// <summary>Some points.</summary>
    public required IReadOnlyList<string> WhatWorked { get; init; }

    /// <summary>Some points.</summary>
    public required IReadOnlyList<string> WhatDidntWork { get; init; }

    /// <summary>Whether the setup was what the rule asks for. One of <c>valid</c>, <c>invalid</c>, <c>edge_case</c>.</summary>
    public required string SetupValidity { get; init; }

    /// <summary>How well it was executed, 1 to 5.</summary>
    public required int PerformanceRating { get; init; }

    /// <summary>What to do otherwise.</summary>
    public required IReadOnlyList<string> Lessons { get; init; }

    /// <summary>The model's configured name, or <c>rules</c>.</summary>
    public required string Reviewer { get; init; }

    /// <summary>Why the model's review was not used; null where it was, or none is configured.</summary>
    public required string? FallbackReason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset ReviewedAt { get; init; }

    /// <summary>What the model charged, USD.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>The strategy rule that the trade followed.</summary>
    public required string StrategyRule { get; init; }

    /// <summary>The trade's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>When the trade was closed, UTC.</summary>
    public required DateTimeOffset ExitTime { get; init; }

    /// <summary>The trade's profit after fees, in <see cref="Currency"/>.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>What the profit is in.</summary>
    public required string Currency { get; init; }
}
