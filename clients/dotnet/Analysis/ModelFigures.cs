namespace LearningActors.Client;

/// <summary>The figures of a model.</summary>
public sealed record ModelFigures : FeedbackSummary
{
    public required string ModelUsed { get; init; }
}
