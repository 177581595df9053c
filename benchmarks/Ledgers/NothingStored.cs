using System.Collections.Immutable;
using LearningActors.Feedback;
using LearningActors.Operations;

namespace LearningActors.Benchmarks.Ledgers;

/// <summary>Takes votes and stores nothing: what the endpoint costs without a ledger.</summary>
internal sealed class NothingStored : IFeedbackLedger
{
    private static readonly Task<VoteOutcome> s_committed = Task.FromResult(VoteOutcome.Committed);

    public Task<VoteOutcome> AppendAsync(Vote vote) => s_committed;

    public Task<ImmutableArray<VoteOutcome>> AppendAsync(ImmutableArray<Vote> votes) =>
        Task.FromResult<ImmutableArray<VoteOutcome>>([.. votes.Select(_ => VoteOutcome.Committed)]);

    public Task<ListPart<GivenVote>?> ListAsync(Guid explanation, bool? isCommented, ListRequest<VoteSort> request) =>
        throw new NotSupportedException();

    public Task<int> ForgetAsync(ForgottenSession session, AuditEntry entry) => Task.FromResult(0);
}
