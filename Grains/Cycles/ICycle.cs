namespace LearningActors.Cycles;

/// <summary>What a cycle does, and when.</summary>
public interface ICycle
{
    /// <summary>One of <see cref="CycleNames"/>.</summary>
    string Name { get; }

    /// <summary>When.</summary>
    CycleSchedule Schedule { get; }

    /// <summary>Missed occurrences that are made up, the last ones; older ones are skipped.</summary>
    int CatchUp { get; }

    /// <summary>Its steps. What each did is kept before the next one begins.</summary>
    IReadOnlyList<string> Steps { get; }

    /// <summary>Does one step. A step may be done again with the same occurrence, and must then change nothing more.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="occurrence">Names the occurrence, over all cycles.</param>
    /// <param name="grains">Finds the grains.</param>
    /// <returns>What was done, a sentence.</returns>
    Task<string> RunAsync(string step, string occurrence, IGrainFactory grains);
}
