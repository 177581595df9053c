namespace LearningActors.Client;

/// <summary>An insight and how well it fits a question.</summary>
public sealed record RelevantInsight : Insight
{
    /// <summary>0.3 for the setup, 0.3 for the phase, 0.2 for the symbol, 0.2 for the timeframe.</summary>
    public required double Relevance { get; init; }
}
