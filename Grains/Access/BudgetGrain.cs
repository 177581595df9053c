namespace LearningActors.Access;

/// <inheritdoc cref="IBudgetGrain" />
/// <param name="time">Real time: what it protects is the service, not what is learnt.</param>
public sealed class BudgetGrain(TimeProvider time) : Grain, IBudgetGrain
{
    private TokenBucket? _bucket;

    /// <inheritdoc />
    public Task<BudgetGrant> Take(BudgetRate rate, int wanted)
    {
        var now = time.GetUtcNow();
        var (bucket, grant) = (_bucket?.WithRate(rate, now) ?? TokenBucket.Full(rate, now)).Take(wanted, now);
        _bucket = bucket;
        return Task.FromResult(grant);
    }

    /// <inheritdoc />
    public Task Return(int tokens)
    {
        _bucket = _bucket?.Return(tokens);
        return Task.CompletedTask;
    }
}
