namespace LearningActors.Desk;

/// <summary>The desk cannot go on. The message says what to do.</summary>
public sealed class DeskException(string message) : Exception(message);
