using System.Collections.Immutable;
using LearningActors.Ledger;
using LearningActors.Operations;

namespace LearningActors.Feedback;

/// <summary>The recorded votes.</summary>
public interface IFeedbackLedger
{
    /// <summary>Commits a vote.</summary>
    /// <exception cref="LedgerUnavailableException">The queue is full or the database is away.</exception>
    Task<VoteOutcome> AppendAsync(Vote vote);

    /// <summary>Commits votes.</summary>
    /// <returns>When they are committed: one outcome for each, in their order.</returns>
    /// <exception cref="LedgerUnavailableException">The queue is full or the database is away.</exception>
    Task<ImmutableArray<VoteOutcome>> AppendAsync(ImmutableArray<Vote> votes);

    /// <summary>A part of the votes on an explanation; null where there is no such explanation.</summary>
    Task<ListPart<GivenVote>?> ListAsync(Guid explanation, bool? isCommented, ListRequest<VoteSort> request);

    /// <summary>
    /// Removes a session's comments and its link to its votes, and audits that. The votes count on, and the session can't vote on the
    /// same explanations again.
    /// </summary>
    /// <returns>How many votes were unlinked.</returns>
    Task<int> ForgetAsync(ForgottenSession session, AuditEntry entry);
}
