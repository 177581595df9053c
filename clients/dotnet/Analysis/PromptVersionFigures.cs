namespace LearningActors.Client;

/// <summary>Explanations that a prompt version made, and the votes on them.</summary>
public sealed record PromptVersionFigures : FeedbackSummary
{
    public required string PromptVersion { get; init; }
}
