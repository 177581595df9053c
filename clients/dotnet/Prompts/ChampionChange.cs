namespace LearningActors.Client;

/// <summary>A move of the champion.</summary>
public record ChampionChange
{
    /// <summary>The champion from then on.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>The champion before; null for the first.</summary>
    public required string? Former { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of a key, or of a rule.</summary>
    public required string By { get; init; }

    /// <summary>
    /// How it came about. One of <c>promotion</c>, <c>manual_promotion</c>, <c>rollback</c>, <c>automatic_rollback</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Why, a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The experiment that led to it.</summary>
    public required string? ExperimentId { get; init; }
}
