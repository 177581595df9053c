namespace LearningActors.Feedback;

/// <summary>The vote is committed to the database.</summary>
internal sealed record ReceivedResponse(bool Received);

/// <summary>What became of an array of votes.</summary>
/// <param name="Received">How many are committed.</param>
/// <param name="Results">For each vote, in order.</param>
internal sealed record ReceivedManyResponse(int Received, IReadOnlyList<ReceivedItem> Results);

/// <summary>What became of one vote of an array.</summary>
/// <param name="ExplanationId">The explanation.</param>
/// <param name="Received">It is committed.</param>
/// <param name="Status">200, 404, 429 or 400: as if it had been sent alone.</param>
/// <param name="Error">Why it is not committed.</param>
/// <param name="RetryAfterSeconds">With 429: when to try again.</param>
internal sealed record ReceivedItem(Guid ExplanationId, bool Received, int Status, string? Error, long? RetryAfterSeconds)
{
    internal static ReceivedItem Of(Vote vote, VoteOutcome outcome) =>
        outcome.Status switch
        {
            VoteStatus.Committed => new(vote.ExplanationId, true, 200, null, null),
            VoteStatus.NotFound => new(vote.ExplanationId, false, 404, "explanation_id is unknown.", null),
            VoteStatus.OverQuota => new(
                vote.ExplanationId,
                false,
                429,
                FeedbackEndpoints.OverQuota,
                (long)outcome.RetryAfter!.Value.TotalSeconds
            ),
            _ => new(vote.ExplanationId, false, 400, outcome.Reason, null),
        };
}

/// <summary>How many votes were unlinked from a session.</summary>
internal sealed record ForgottenResponse(int Votes);
