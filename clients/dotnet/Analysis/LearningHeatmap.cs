namespace LearningActors.Client;

/// <summary>Which signals of which tickers please.</summary>
public sealed record LearningHeatmap
{
    /// <summary>The share of positive votes over all cells; null without votes.</summary>
    public required double? Mean { get; init; }

    /// <summary>Those of the tickers with the most votes, by ticker and signal.</summary>
    public required IReadOnlyList<HeatmapCell> Cells { get; init; }

    /// <summary>How many tickers are not among them.</summary>
    public required int TickersLeftOut { get; init; }
}

/// <summary>A signal of a ticker.</summary>
public sealed record HeatmapCell
{
    public required string Ticker { get; init; }

    public required string Signal { get; init; }

    /// <summary>How many were served.</summary>
    public required long Explanations { get; init; }

    /// <summary>The share of positive votes, as it is.</summary>
    public required Proportion PositiveFeedback { get; init; }

    /// <summary>The share that is expected: drawn towards the mean of all cells, the more the fewer votes there are.</summary>
    public required double? ShrunkRate { get; init; }
}
