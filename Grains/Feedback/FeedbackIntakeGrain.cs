using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Feedback;

/// <inheritdoc cref="IFeedbackIntakeGrain" />
[StatelessWorker, Reentrant]
public sealed class FeedbackIntakeGrain(IFeedbackLedger ledger) : Grain, IFeedbackIntakeGrain
{
    /// <inheritdoc />
    public async Task<VoteOutcome> Rate(Vote vote) => (await ledger.AppendAsync([vote]))[0];

    /// <inheritdoc />
    public Task<ImmutableArray<VoteOutcome>> RateMany(ImmutableArray<Vote> votes) => ledger.AppendAsync(votes);

    /// <inheritdoc />
    public Task<int> Forget(Guid session, string actor) => ledger.ForgetAsync(session, actor);
}
