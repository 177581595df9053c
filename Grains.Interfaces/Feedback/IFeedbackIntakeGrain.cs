using System.Collections.Immutable;
using System.Security.Cryptography;
using LearningActors.Ledger;
using LearningActors.Operations;

namespace LearningActors.Feedback;

/// <summary>Takes votes into the ledger. Key: <c>feedback</c>; it runs where the request came in.</summary>
[Alias("IFeedbackIntakeGrain")]
public interface IFeedbackIntakeGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "feedback";

    /// <summary>Commits a vote.</summary>
    /// <exception cref="LedgerUnavailableException">The outcome is unknown; sending it again is safe.</exception>
    [Alias("Rate")]
    Task<VoteOutcome> Rate(Vote vote);

    /// <summary>Commits votes. One outcome for each, in their order.</summary>
    /// <exception cref="LedgerUnavailableException">The outcome is unknown; sending them again is safe.</exception>
    [Alias("RateMany")]
    Task<ImmutableArray<VoteOutcome>> RateMany(ImmutableArray<Vote> votes);

    /// <summary>A part of the votes on an explanation; null where there is no such explanation.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="isCommented">With a comment, or without one; null for all.</param>
    /// <param name="request">Which part.</param>
    [Alias("List")]
    Task<ListPart<GivenVote>?> List(Guid explanation, bool? isCommented, ListRequest<VoteSort> request);

    /// <summary>Forgets a session's comments and its link to its votes, and keeps the counts. Leaves an audit entry.</summary>
    /// <param name="session">The keyed hash of the session, and what takes its place.</param>
    /// <param name="entry">The audit entry, which is written with it; how many votes it was is added.</param>
    /// <returns>How many votes were unlinked.</returns>
    [Alias("ForgetAudited")]
    Task<int> Forget(ForgottenSession session, AuditEntry entry);
}

/// <summary>A session that is to be forgotten.</summary>
/// <param name="Session">The keyed hash under which its votes are stored.</param>
/// <param name="Secret">
/// What only the session and the key lead to, and what is stored nowhere. Each vote's <see cref="TokenOf"/> takes the place of the
/// session: it tells the same vote again, and neither whose it is nor which votes are of one session.
/// </param>
/// <param name="Unit">The name that it has as a unit of assignment, where an engine calls that by the same text; null where that is not
/// known, as of a rating token.</param>
[GenerateSerializer, Immutable, Alias("ForgottenSession")]
public sealed record ForgottenSession(Guid Session, Guid Secret, Guid? Unit = null)
{
    /// <summary>
    /// What takes the session's place in its vote on an explanation: the first half of SHA-256 of secret and explanation.
    /// </summary>
    public Guid TokenOf(Guid explanation)
    {
        Span<byte> both = stackalloc byte[32];
        Secret.TryWriteBytes(both, bigEndian: true, out _);
        explanation.TryWriteBytes(both[16..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(both, hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
