namespace LearningActors.Hosting;

/// <summary>The service cannot run as it was set up. The message says what to do.</summary>
public sealed class OperatorException(string message, Exception? inner = null) : Exception(message, inner);
