using System.Collections.Immutable;

namespace LearningActors.Analysis;

/// <inheritdoc cref="ILlmMetricsGrain" />
public sealed class LlmMetricsGrain(IAnalysisLedger ledger, TimeProvider time) : Grain, ILlmMetricsGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<DateOnly>> RollUp(DateOnly through)
    {
        var yesterday = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1);
        return ledger.RollUpAsync(through < yesterday ? through : yesterday);
    }
}
