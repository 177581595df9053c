using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>The facts that experiments follow from, and the record of those that ended.</summary>
public interface IExperimentLedger
{
    /// <summary>The sums of prompt versions of a signal for each UTC day.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="versions">The prompt versions.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="voteWindowDays">Days after the explanation's in which a session's first vote counts as an observation.</param>
    /// <param name="splits">First days of splits: a unit that is explained to again is a new one from there. Empty where none
    /// matters.</param>
    /// <param name="changedSince">Null for all days, else those that changed since then. A day that is returned is returned whole.</param>
    Task<ImmutableArray<ArmDay>> ReadArmDaysAsync(
        SignalType signal,
        ImmutableArray<string> versions,
        DateOnly from,
        DateOnly to,
        int voteWindowDays,
        ImmutableArray<DateOnly> splits,
        DateTimeOffset? changedSince = null
    );

    /// <summary>What was observed of its arms within parts.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="days">The days that count.</param>
    /// <param name="by">What makes the parts.</param>
    Task<ImmutableArray<ArmPart>> ReadPartsAsync(Experiment experiment, ImmutableArray<DateOnly> days, BreakdownBy by);

    /// <summary>Records an experiment that ended; recording it again changes nothing.</summary>
    Task FileAsync(Experiment experiment);

    /// <summary>A part of the experiments that ended.</summary>
    Task<ListPart<Experiment>> ListAsync(ExperimentFilter filter, ListRequest<ExperimentSort> request);

    /// <summary>One of them, or null.</summary>
    Task<Experiment?> FindAsync(string id);
}
