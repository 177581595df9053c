namespace LearningActors.Client;

/// <summary>What was learnt about one signal of one ticker; the figures of all its explanations stand beside the lists.</summary>
public sealed record SignalResponse : FeedbackSummary
{
    public required string Ticker { get; init; }

    /// <summary>One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    public required IReadOnlyList<PromptVersionFigures> ByPromptVersion { get; init; }

    public required IReadOnlyList<ModelFigures> ByModel { get; init; }

    public required IReadOnlyList<DayFigures> Daily { get; init; }

    public required DateTimeOffset AsOf { get; init; }
}
