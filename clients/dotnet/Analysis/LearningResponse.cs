namespace LearningActors.Client;

/// <summary>What the explanations learnt in some weeks; the figures of all of them stand beside the lists.</summary>
public sealed record LearningResponse : FeedbackSummary
{
    /// <summary>How many ISO weeks, the present one included.</summary>
    public required int Weeks { get; init; }

    /// <summary>The Monday of the first of them.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Today, UTC.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Of a sample of older explanations, those without feedback. It decides nothing.</summary>
    public required Proportion ImplicitPositive { get; init; }

    public required IReadOnlyList<SignalFigures> BySignal { get; init; }

    /// <summary>The ten best by the lower bound of their positive share.</summary>
    public required IReadOnlyList<TickerFigures> TopTickers { get; init; }

    /// <summary>The ten of the lowest upper bound, worst first.</summary>
    public required IReadOnlyList<TickerFigures> BottomTickers { get; init; }

    /// <summary>What is wanted beside what is.</summary>
    public required IReadOnlyList<LearningTarget> Targets { get; init; }

    /// <summary>Week by week, oldest first.</summary>
    public required IReadOnlyList<LearningWeek> LearningCurve { get; init; }

    /// <summary>Every move of a champion in these weeks, oldest first.</summary>
    public required IReadOnlyList<SignalChampionChange> ChampionChanges { get; init; }

    /// <summary>Each prompt version of each signal.</summary>
    public required IReadOnlyList<PromptPerformance> Prompts { get; init; }

    /// <summary>Each model that wrote words.</summary>
    public required IReadOnlyList<ModelPerformance> Models { get; init; }

    /// <summary>Signals by tickers.</summary>
    public required LearningHeatmap Heatmap { get; init; }

    /// <summary>Factors against the rest, most significant first.</summary>
    public required IReadOnlyList<FactorCriticism> Factors { get; init; }

    /// <summary>Those about explanations that nobody has acknowledged, newest first.</summary>
    public required IReadOnlyList<AlertStatus> Alerts { get; init; }
}
