namespace LearningActors.Configuration;

/// <summary>The service cannot run as it was set up. The message says what to do.</summary>
public sealed class OperatorException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The message in one line, whatever it repeats of others' words.</summary>
    public string OneLine => string.Join(' ', Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
