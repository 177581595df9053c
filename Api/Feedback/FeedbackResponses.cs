using System.Collections.Immutable;
using LearningActors.Http;

namespace LearningActors.Feedback;

/// <summary>The vote is committed to the database.</summary>
internal sealed record ReceivedResponse(bool Received);

/// <summary>The outcome of an array of votes.</summary>
/// <param name="Received">How many are committed.</param>
/// <param name="Refused">How many are not.</param>
/// <param name="Results">For each vote, in order.</param>
internal sealed record ReceivedManyResponse(int Received, int Refused, ImmutableArray<ReceivedItem> Results)
{
    internal static ReceivedManyResponse Of(Items<Vote> votes, ImmutableArray<VoteOutcome> outcomes)
    {
        var (results, next) = (ImmutableArray.CreateBuilder<ReceivedItem>(votes.All.Length), 0);
        foreach (var (vote, errors) in votes.All)
        {
            results.Add(
                errors is null
                    ? ReceivedItem.Of(results.Count, vote!, outcomes[next++])
                    : new ReceivedItem(results.Count, null, false, 400, errors.ToString(), errors.ByField, null)
            );
        }

        var received = results.Count(result => result.Received);
        return new ReceivedManyResponse(received, results.Count - received, results.DrainToImmutable());
    }
}

/// <summary>The outcome of one vote of an array.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="ExplanationId">The explanation; null where the vote could not be read.</param>
/// <param name="Received">It is committed.</param>
/// <param name="Status">200, 404, 409, 429 or 400: as if it had been sent alone.</param>
/// <param name="Error">Why it is not committed.</param>
/// <param name="Errors">What is wrong with each field.</param>
/// <param name="RetryAfterSeconds">With 429: when to try again.</param>
internal sealed record ReceivedItem(
    int Index,
    Guid? ExplanationId,
    bool Received,
    int Status,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors,
    long? RetryAfterSeconds
)
{
    internal static ReceivedItem Of(int index, Vote vote, VoteOutcome outcome) =>
        outcome.Status switch
        {
            VoteStatus.Committed => new(index, vote.ExplanationId, true, 200, null, null, null),
            VoteStatus.NotFound => Refused(index, vote, 404, "explanation_id", "explanation_id is unknown."),
            VoteStatus.Forgotten => Refused(index, vote, 409, "session", FeedbackEndpoints.Forgotten),
            VoteStatus.OverQuota => new(
                index,
                vote.ExplanationId,
                false,
                429,
                FeedbackEndpoints.OverQuota,
                null,
                (long)outcome.RetryAfter!.Value.TotalSeconds
            ),
            _ => Refused(index, vote, 400, "body", outcome.Reason ?? "The database refused it."),
        };

    private static ReceivedItem Refused(int index, Vote vote, int status, string field, string error) =>
        new(index, vote.ExplanationId, false, status, error, new Dictionary<string, string[]> { [field] = [error] }, null);
}

/// <summary>How many votes were unlinked from a session.</summary>
internal sealed record ForgottenResponse(int Votes);
