namespace LearningActors.Simulation;

/// <summary>The simulated desk cannot go on, since the service did something that it does not do.</summary>
public sealed class SimulationException(string message) : Exception(message);
