namespace LearningActors.Client;

/// <summary>
/// No address took the item in time, or the batcher was disposed before one did. It may be stored all the same: sending the item with
/// the same id again stores it once.
/// </summary>
public sealed class UnknownOutcomeException(string message, Exception? cause) : Exception(message, cause);
