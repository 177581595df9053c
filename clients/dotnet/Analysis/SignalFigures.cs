namespace LearningActors.Client;

/// <summary>The figures of a signal.</summary>
public sealed record SignalFigures : FeedbackSummary
{
    public required string Signal { get; init; }
}
