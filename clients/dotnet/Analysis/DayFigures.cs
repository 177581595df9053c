namespace LearningActors.Client;

/// <summary>The figures of a UTC day.</summary>
public sealed record DayFigures : FeedbackSummary
{
    public required DateOnly Date { get; init; }
}
