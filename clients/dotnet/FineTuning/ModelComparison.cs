namespace LearningActors.Client;

/// <summary>How a tuned model stands for a signal.</summary>
public sealed record ModelComparison
{
    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>
    /// Where it stands. One of <c>waiting</c>, <c>comparing</c>, <c>serving</c>, <c>not_better</c>, <c>stopped</c>, <c>taken_back</c>,
    /// <c>replaced</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The champion's prompt with this model; null before the comparison.</summary>
    public required string? PromptVersion { get; init; }

    /// <summary>The comparison with the champion; null before it.</summary>
    public required string? ExperimentId { get; init; }

    /// <summary>Why it stands so, a sentence.</summary>
    public required string Note { get; init; }

    /// <summary>Since when its endpoint fails, UTC; null where it does not.</summary>
    public required DateTimeOffset? FailingSince { get; init; }

    /// <summary>The UTC day on which its votes were last looked at.</summary>
    public required DateOnly? WatchedOn { get; init; }
}
