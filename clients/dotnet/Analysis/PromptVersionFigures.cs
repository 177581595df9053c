namespace LearningActors.Client;

/// <summary>The figures of a prompt version.</summary>
public sealed record PromptVersionFigures : FeedbackSummary
{
    public required string PromptVersion { get; init; }
}
