using System.Collections.Immutable;
using LearningActors.Operations;
using Orleans.Concurrency;

namespace LearningActors.Feedback;

/// <inheritdoc cref="IFeedbackIntakeGrain" />
[StatelessWorker, Reentrant]
public sealed class FeedbackIntakeGrain(IFeedbackLedger ledger) : Grain, IFeedbackIntakeGrain
{
    /// <inheritdoc />
    public Task<VoteOutcome> Rate(Vote vote) => ledger.AppendAsync(vote);

    /// <inheritdoc />
    public Task<ImmutableArray<VoteOutcome>> RateMany(ImmutableArray<Vote> votes) => ledger.AppendAsync(votes);

    /// <inheritdoc />
    public Task<ListPart<GivenVote>?> List(Guid explanation, bool? isCommented, ListRequest<VoteSort> request) =>
        ledger.ListAsync(explanation, isCommented, request);

    /// <inheritdoc />
    public Task<int> Forget(ForgottenSession session, AuditEntry entry) => ledger.ForgetAsync(session, entry);
}
