namespace LearningActors.Experiments;

/// <summary>What may want a signal when it is free, before the weekly cycle lets prompts be written for it.</summary>
public interface INextExperiment
{
    /// <summary>Starts an experiment where something waits for the signal.</summary>
    /// <param name="signal">A signal that no experiment or holdout has.</param>
    /// <param name="occurrence">The cycle's; the same one again starts no second experiment.</param>
    /// <param name="grains">Finds the grains.</param>
    /// <returns>What was started, a sentence; null for nothing.</returns>
    Task<string?> StartAsync(SignalType signal, string occurrence, IGrainFactory grains);
}
