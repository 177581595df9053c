using System.ComponentModel.DataAnnotations;

namespace LearningActors.Explanations;

/// <summary>How explanations are made: section <c>Explanations</c> of the configuration.</summary>
public sealed class ExplanationOptions
{
    /// <summary>What recording may take beyond the time budget, so that a model that hangs leaves a slow disk its time.</summary>
    internal static readonly TimeSpan RecordingTime = TimeSpan.FromSeconds(2);

    /// <summary>What recording may take of the time that the models leave: a reader does not wait long for a database that hangs.</summary>
    internal static readonly TimeSpan MaxOfWhatIsLeft = TimeSpan.FromSeconds(3);

    /// <summary>
    /// What the models may take for an explanation: the assigned prompt and the champion share it. Recording may take 2 s more,
    /// and up to 3 s of what they leave.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:25")]
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Model answers that are kept in the whole cluster; the oldest go first.</summary>
    [Range(AnswerKey.Partitions, 100_000_000)]
    public int CachedAnswers { get; set; } = 65_536;
}
