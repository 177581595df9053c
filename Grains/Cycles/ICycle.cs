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

    /// <summary>Its steps, in their order. What each did is kept before the next one begins.</summary>
    IReadOnlyList<CycleStep> Steps { get; }
}

/// <summary>A step of a cycle. It may be done again with the same occurrence, and must then change nothing more.</summary>
/// <param name="Name">What operators know it by.</param>
/// <param name="RunAsync">Does it; the result says in a sentence what was done.</param>
public sealed record CycleStep(string Name, Func<Occurrence, IGrainFactory, Task<string>> RunAsync);

/// <summary>One run of a cycle.</summary>
/// <param name="Cycle">The cycle's name.</param>
/// <param name="Name">The local date, or <c>now-…</c> for a run by hand.</param>
/// <param name="Date">The local date, in the cycle's zone.</param>
public sealed record Occurrence(string Cycle, string Name, DateOnly Date)
{
    /// <summary>Names it over all cycles, such as <c>reconcile/2021-01-04</c>: the idempotency key of all that it does.</summary>
    public string Id => $"{Cycle}/{Name}";
}
