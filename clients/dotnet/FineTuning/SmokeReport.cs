namespace LearningActors.Client;

/// <summary>What a model made of held-out examples.</summary>
public sealed record SmokeReport
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Examples that it was asked for.</summary>
    public required int Asked { get; init; }

    /// <summary>Answers that came.</summary>
    public required int Answered { get; init; }

    /// <summary>Answers that are the JSON object that was asked for.</summary>
    public required int WellFormed { get; init; }

    /// <summary>Answers that keep to all guardrails, too.</summary>
    public required int Sound { get; init; }

    /// <summary>Half of the answers took no longer, milliseconds; null without answers.</summary>
    public required int? MedianMs { get; init; }

    /// <summary>95 % of the answers took no longer, milliseconds.</summary>
    public required int? P95Ms { get; init; }

    /// <summary>What it charged, USD.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>What was wrong with answers, each with its count.</summary>
    public required IReadOnlyList<FaultCount> Faults { get; init; }

    /// <summary>Why it did not pass, a sentence; null where it did.</summary>
    public required string? Failure { get; init; }
}
