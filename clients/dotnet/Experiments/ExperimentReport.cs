namespace LearningActors.Client;

/// <summary>Everything about an experiment, with figures of now.</summary>
public sealed record ExperimentReport
{
    /// <summary>Its plan, and where it stands.</summary>
    public required Experiment Experiment { get; init; }

    /// <summary>What each prompt version has brought, the champion first.</summary>
    public required IReadOnlyList<ArmReport> Arms { get; init; }

    /// <summary>Whether the arms differ at all; null with fewer than two arms with both kinds of votes.</summary>
    public required OmnibusTest? Omnibus { get; init; }

    /// <summary>Each challenger against the champion.</summary>
    public required IReadOnlyList<Comparison> Challengers { get; init; }

    /// <summary>Whether units fell as the split says.</summary>
    public required SampleRatioReport SampleRatio { get; init; }

    /// <summary>When every arm will have the required sample at the rate so far; null where nothing comes in.</summary>
    public required DateOnly? ExpectedEnd { get; init; }

    /// <summary>The arm that leads, by the metric; null without data or where it is the champion.</summary>
    public required string? WinnerCandidate { get; init; }

    /// <summary>When the ledger was read, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Each challenger at each look, oldest first.</summary>
    public required IReadOnlyList<LookResult> LookResults { get; init; }
}
