namespace LearningActors.Client;

/// <summary>Everything about prompts.</summary>
public sealed record PromptsResponse
{
    public required IReadOnlyList<PromptRecord> Versions { get; init; }

    public required IReadOnlyList<ChampionStatus> Signals { get; init; }

    public required IReadOnlyList<PromptGeneration> Generations { get; init; }
}
