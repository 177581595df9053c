namespace LearningActors.Client;

/// <summary>Insights of a type.</summary>
public sealed record InsightCount
{
    /// <summary>One of <c>pattern</c>, <c>setup</c>, <c>market_phase</c>, <c>risk</c>, <c>execution</c>.</summary>
    public required string InsightType { get; init; }

    public required int Count { get; init; }
}
