using System.ComponentModel.DataAnnotations;

namespace LearningActors.Insights;

/// <summary>How insights are looked for: section <c>Insights</c> of the configuration.</summary>
public sealed class InsightOptions
{
    /// <summary>What the model's answers to all questions of an aggregation may take together.</summary>
    /// <remarks>The runtime waits five minutes for an aggregation, of which reading, mining and saving take a part.</remarks>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:04:00")]
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromMinutes(2);
}
