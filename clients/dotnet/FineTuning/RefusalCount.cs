namespace LearningActors.Client;

/// <summary>How many were refused for a reason.</summary>
public sealed record RefusalCount
{
    /// <summary>
    /// The reason. One of <c>fallback</c>, <c>anonymous</c>, <c>not_helpful</c>, <c>disputed</c>, <c>too_young</c>, <c>unknown_prompt</c>,
    /// <c>guardrails</c>, <c>too_long</c>, <c>duplicate_input</c>, <c>duplicate_text</c>, <c>balance</c>, <c>surplus</c>.
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>Answers.</summary>
    public required int Count { get; init; }

    /// <summary>The newest three explanations.</summary>
    public required IReadOnlyList<Guid> Examples { get; init; }

    /// <summary>Answers by signal.</summary>
    public required IReadOnlyList<GroupCount> Signals { get; init; }
}
