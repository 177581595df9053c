using System.Collections.Immutable;
using LearningActors.Ledger;

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

    /// <summary>Forgets a session's comments and its link to its votes, and keeps the counts. Leaves an audit entry.</summary>
    /// <param name="session">The keyed hash of the session.</param>
    /// <param name="actor">The name of the key that asked.</param>
    /// <returns>How many votes were unlinked.</returns>
    [Alias("Forget")]
    Task<int> Forget(Guid session, string actor);
}
