using System.Diagnostics.CodeAnalysis;

namespace LearningActors.Client;

/// <summary>An insight and how well it fits a question.</summary>
public sealed record RelevantInsight : Insight
{
    /// <summary>As the service answers it.</summary>
    public RelevantInsight() { }

    /// <summary>An insight that was found to fit.</summary>
    [SetsRequiredMembers]
    internal RelevantInsight(Insight insight, double relevance)
        : base(insight) => Relevance = relevance;

    /// <summary>0.3 for the setup, 0.3 for the phase, 0.2 for the symbol, 0.2 for the timeframe.</summary>
    public required double Relevance { get; init; }
}
