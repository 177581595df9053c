using LearningActors.Alerts;
using LearningActors.Prompts;

namespace LearningActors.Experiments;

/// <summary>
/// Lets what follows from an experiment's state happen elsewhere. Each effect may happen twice, and changes nothing then.
/// </summary>
internal sealed class ExperimentEffects(IGrainFactory grains, IExperimentLedger ledger)
{
    /// <summary>Lets an effect happen.</summary>
    /// <returns>
    /// False where it can't any more: another experiment has the signal (<see cref="ExperimentEffect.SetSplit"/>), or another promotion
    /// came in between (<see cref="ExperimentEffect.TakeBack"/>).
    /// </returns>
    internal async Task<bool> HappenAsync(ExperimentEffect effect, Experiment experiment)
    {
        var champion = grains.GetGrain<IChampionGrain>(experiment.Plan.Signal.Text());
        switch (effect)
        {
            case ExperimentEffect.SetSplit split:
                return await champion.SetSplit(split.Claim);
            case ExperimentEffect.Release release:
                await champion.Release(release.End);
                return true;
            case ExperimentEffect.File file:
                await ledger.FileAsync(file.Ended);
                return true;
            case ExperimentEffect.TakeBack takeBack:
                return await TakeBackAsync(champion, experiment, takeBack.Rollback);
            case ExperimentEffect.Raise raise:
                await grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key).Raise(raise.Alert);
                return true;
            default:
                throw new InvalidOperationException($"{effect} is not an effect of an experiment.");
        }
    }

    private async Task<bool> TakeBackAsync(IChampionGrain champion, Experiment experiment, PromotionRollback rollback)
    {
        while (true)
        {
            var answer = await champion.Rollback(rollback);
            if (answer is not { Result: RollbackResult.SignalIsTaken, ExperimentId: { } taken })
                return answer.Result == RollbackResult.RolledBack;
            var running = grains.GetGrain<IExperimentGrain>(taken);
            await running.Stop(rollback.By, $"The champion {experiment.Decision!.Winner} was rolled back.");
            await running.Confirm();
        }
    }
}
