namespace LearningActors.Client;

/// <summary>What a person decided on an insight. Its figures do not follow from it.</summary>
public sealed record InsightDecision
{
    /// <summary>One of <c>accepted</c>, <c>silenced</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who decided.</summary>
    public required string By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
