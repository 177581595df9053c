namespace LearningActors.Cli;

/// <summary>A command cannot go on. The message is for the user and says what to do.</summary>
public sealed class CommandException(string message) : Exception(message);
