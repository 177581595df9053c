namespace LearningActors.Client;

/// <summary>What a person says of a weekly summary; what is null stays.</summary>
public sealed record SummaryReviewInput
{
    /// <summary>
    /// How far the review is; this or <see cref="ReviewNotes"/> is needed. One of <c>pending</c>, <c>reviewed</c>, <c>actioned</c>.
    /// </summary>
    public string? ReviewStatus { get; init; }

    /// <summary>In own words; this or <see cref="ReviewStatus"/> is needed. At most 4 000 characters.</summary>
    public string? ReviewNotes { get; init; }
}
