namespace LearningActors.Cycles;

/// <summary>The schedules: section <c>Cycles</c> of the configuration.</summary>
public sealed class CycleOptions
{
    /// <summary>Whether this host wakes the schedules when it starts.</summary>
    public bool Enabled { get; set; } = true;
}
