namespace LearningActors.Insights;

/// <summary>How insights are looked for: section <c>Insights</c> of the configuration.</summary>
public sealed class InsightOptions
{
    /// <summary>What the model's answers to all questions of an aggregation may take together.</summary>
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromMinutes(2);
}
