namespace LearningActors.Client;

/// <summary>Explanations of a ticker's signals, and the votes on them.</summary>
public sealed record TickerFigures : FeedbackSummary
{
    public required string Ticker { get; init; }
}
