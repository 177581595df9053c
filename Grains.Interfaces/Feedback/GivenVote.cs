namespace LearningActors.Feedback;

/// <summary>A vote that was given. It does not say by whom.</summary>
/// <param name="Id">Tells it from the other votes on its explanation; it leads to no session.</param>
/// <param name="Helpful">The thumb; null for stars alone.</param>
/// <param name="Rating">The stars, 1 to 5; null for a thumb alone.</param>
/// <param name="Comment">What was said; null where nothing was.</param>
/// <param name="Type">Whether a person gave it.</param>
/// <param name="IsAnonymous">It came without a session: it decides nothing.</param>
/// <param name="CreatedAt">When it was first given, UTC.</param>
/// <param name="UpdatedAt">When it was last completed or changed, UTC.</param>
[GenerateSerializer, Immutable, Alias("GivenVote")]
public sealed record GivenVote(
    Guid Id,
    bool? Helpful,
    int? Rating,
    string? Comment,
    FeedbackType Type,
    bool IsAnonymous,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
);

/// <summary>What votes are sorted by.</summary>
[GenerateSerializer, Alias("VoteSort")]
public enum VoteSort
{
    CreatedAt,
}
