using LearningActors.Cycles;

namespace LearningActors.Recommendations;

/// <summary>Lets marked days be looked for, also those that a crash left.</summary>
internal sealed class ReconcilerStart : IGrainStart
{
    public Task StartAsync(IGrainFactory grains) => grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Key).WatchMarks();
}
