using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Models;

/// <inheritdoc cref="IModelsGrain" />
[StatelessWorker, Reentrant]
public sealed class ModelsGrain(IModelDirectory directory, IModelUsageLedger usage, IClock clock) : Grain, IModelsGrain
{
    /// <inheritdoc />
    public async Task<ModelsReport> Report()
    {
        var now = clock.UtcNow;
        var month = new DateOnly(now.Year, now.Month, 1);
        var uses = await usage.ReadAsync(month, month.AddMonths(1).AddDays(-1));
        return new ModelsReport(month, ModelReporting.Make(await directory.ListAsync(), uses), now);
    }
}
