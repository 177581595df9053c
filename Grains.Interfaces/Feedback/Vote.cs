using System.Text.Json.Serialization;

namespace LearningActors.Feedback;

/// <summary>What one session says of one explanation. A later vote of the same session completes or replaces the earlier one.</summary>
/// <param name="ExplanationId">The explanation that is rated.</param>
/// <param name="Session">
/// The keyed hash of the session; <see cref="Guid.Empty"/> where none was given: an explanation has one such vote.
/// </param>
/// <param name="Helpful">The thumb; null leaves an earlier one as it is.</param>
/// <param name="Rating">Stars, 1 to 5; null leaves earlier ones.</param>
/// <param name="Comment">At most 2 000 characters; null leaves an earlier one.</param>
/// <param name="Type">Who voted.</param>
/// <param name="Token">
/// Under what the vote stands where its session was forgotten (<see cref="ForgottenSession.TokenOf"/>); <see cref="Guid.Empty"/> where
/// no session was given.
/// </param>
[GenerateSerializer, Immutable, Alias("Vote")]
public sealed record Vote(
    Guid ExplanationId,
    Guid Session,
    bool? Helpful,
    int? Rating,
    string? Comment,
    FeedbackType Type,
    Guid Token = default
);

/// <summary>Whether a person or a program gave the vote.</summary>
[GenerateSerializer, Alias("FeedbackType"), JsonConverter(typeof(JsonStringEnumConverter<FeedbackType>))]
public enum FeedbackType
{
    /// <summary>A person.</summary>
    [JsonStringEnumMemberName("manual")]
    Manual,

    /// <summary>A program.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,
}

/// <summary>The outcome of a vote.</summary>
/// <param name="Status">Whether it counts.</param>
/// <param name="RetryAfter">With <see cref="VoteStatus.OverQuota"/>: when the session may rate another explanation.</param>
/// <param name="Reason">With <see cref="VoteStatus.Rejected"/>: what the database said.</param>
[GenerateSerializer, Immutable, Alias("VoteOutcome")]
public sealed record VoteOutcome(VoteStatus Status, TimeSpan? RetryAfter = null, string? Reason = null)
{
    /// <summary>The vote is in the database.</summary>
    public static VoteOutcome Committed { get; } = new(VoteStatus.Committed);

    /// <summary>No such explanation.</summary>
    public static VoteOutcome NotFound { get; } = new(VoteStatus.NotFound);

    /// <summary>The session has voted, and was forgotten.</summary>
    public static VoteOutcome Forgotten { get; } = new(VoteStatus.Forgotten);
}

/// <summary>The outcome of a vote.</summary>
[GenerateSerializer, Alias("VoteStatus")]
public enum VoteStatus
{
    /// <summary>It is in the database, or was before.</summary>
    Committed,

    /// <summary>There is no such explanation.</summary>
    NotFound,

    /// <summary>The session has rated as many explanations as it may in an hour.</summary>
    OverQuota,

    /// <summary>The database refused it.</summary>
    Rejected,

    /// <summary>The session rated the explanation before it was forgotten: that vote counts, and can't be changed any more.</summary>
    Forgotten,
}
