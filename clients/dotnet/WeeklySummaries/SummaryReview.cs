namespace LearningActors.Client;

/// <summary>A person's review of a week.</summary>
public sealed record SummaryReview
{
    /// <summary>How far it is. One of <c>pending</c>, <c>reviewed</c>, <c>actioned</c>.</summary>
    public required string ReviewStatus { get; init; }

    /// <summary>In his words.</summary>
    public required string? ReviewNotes { get; init; }

    /// <summary>The version that he saw.</summary>
    public required int Version { get; init; }

    /// <summary>The name of the key.</summary>
    public required string By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
