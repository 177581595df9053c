namespace LearningActors.Client;

/// <summary>Nothing was read yet, or the service has not been reached for longer than the answer may be old.</summary>
public sealed class SnapshotTooOldException(string message) : Exception(message);
