namespace LearningActors.Cycles;

/// <summary>A grain that a capability wants awake once the host has started.</summary>
internal interface IGrainStart
{
    /// <summary>Wakes it; doing it again changes nothing.</summary>
    Task StartAsync(IGrainFactory grains);
}
