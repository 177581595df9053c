using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>The facts that experiments follow from, and the record of those that ended.</summary>
public interface IExperimentLedger
{
    /// <summary>The sums of prompt versions of a signal for each UTC day.</summary>
    Task<ImmutableArray<ArmDay>> ReadArmDaysAsync(SignalType signal, ImmutableArray<string> versions, DateOnly from, DateOnly to);

    /// <summary>Records an experiment that ended; recording it again changes nothing.</summary>
    Task FileAsync(Experiment experiment);

    /// <summary>The last ended experiments, newest first.</summary>
    Task<ImmutableArray<Experiment>> ReadHistoryAsync(int most);

    /// <summary>One of them, or null.</summary>
    Task<Experiment?> FindAsync(string id);
}
