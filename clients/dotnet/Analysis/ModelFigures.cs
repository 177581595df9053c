namespace LearningActors.Client;

/// <summary>Explanations that a model wrote, and the votes on them.</summary>
public sealed record ModelFigures : FeedbackSummary
{
    public required string ModelUsed { get; init; }
}
