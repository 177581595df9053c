namespace LearningActors.Client;

/// <summary>Feedback over the last days; the figures of all explanations stand beside the lists.</summary>
public sealed record AnalyticsResponse : FeedbackSummary
{
    public required int Days { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required Proportion ImplicitPositive { get; init; }

    public required IReadOnlyList<SignalFigures> BySignal { get; init; }

    public required IReadOnlyList<TickerFigures> ByTicker { get; init; }

    public required IReadOnlyList<TickerFigures> TopTickers { get; init; }

    public required IReadOnlyList<TickerFigures> BottomTickers { get; init; }

    public required IReadOnlyList<PromptVersionFigures> ByPromptVersion { get; init; }

    public required IReadOnlyList<ModelFigures> ByModel { get; init; }

    public required IReadOnlyList<FactorCriticism> Factors { get; init; }

    public required IReadOnlyList<DayFigures> Daily { get; init; }

    public required DateTimeOffset AsOf { get; init; }
}
