namespace LearningActors.Client;

/// <summary>Explanations of BUY, SELL or HOLD, and the votes on them.</summary>
public sealed record SignalFigures : FeedbackSummary
{
    public required string Signal { get; init; }
}
