namespace LearningActors.Client;

/// <summary>Which trades to look for insights in, and what is worth reporting.</summary>
public sealed record AggregateInput
{
    /// <summary>The trades to look at; all where it is not given.</summary>
    public TradeFilterInput? Filters { get; init; }

    /// <summary>Conditions that fewer trades meet are left out. By default <c>5</c>.</summary>
    public int? MinTrades { get; init; }

    /// <summary>Less certain insights are left out. 0 to 1. By default <c>0.6</c>.</summary>
    public double? MinConfidence { get; init; }
}
