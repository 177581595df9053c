using System.ComponentModel.DataAnnotations;

namespace LearningActors.Explanations;

/// <summary>How explanations are made: section <c>Explanations</c> of the configuration.</summary>
public sealed class ExplanationOptions
{
    /// <summary>
    /// What an explanation may take from request to record: the assigned prompt, the champion and the recording share it. It
    /// must end well before the runtime's response time-out of 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:25")]
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Model answers that are kept in the whole cluster; the oldest go first.</summary>
    [Range(AnswerKey.Partitions, 100_000_000)]
    public int CachedAnswers { get; set; } = 65_536;
}
