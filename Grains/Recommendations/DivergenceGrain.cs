using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Recommendations;

/// <inheritdoc cref="IDivergenceGrain" />
[StatelessWorker, Reentrant]
public sealed class DivergenceGrain(IRecommendationLedger ledger, IClock clock) : Grain, IDivergenceGrain
{
    /// <inheritdoc />
    public Task<DivergenceRate> Rate(int days) => ReadAsync(days, Divergence.Rate);

    /// <inheritdoc />
    public Task<AlgorithmAccuracy> Accuracy(int days) => ReadAsync(days, Divergence.Accuracy);

    /// <inheritdoc />
    public Task<TopModifications> Modifications(int days) => ReadAsync(days, Divergence.Modifications);

    private async Task<T> ReadAsync<T>(int days, Func<DateOnly, DateOnly, IEnumerable<MatchedRecommendation>, T> make)
    {
        var today = PacificDay.Of(clock.UtcNow);
        var from = today.AddDays(1 - days);
        return make(from, today, await ledger.ReadMatchedAsync(from, today));
    }
}
