namespace LearningActors.Client;

/// <summary>The figures of a ticker.</summary>
public sealed record TickerFigures : FeedbackSummary
{
    public required string Ticker { get; init; }
}
