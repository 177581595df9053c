namespace LearningActors.Experiments;

/// <summary>The model that writes variants did not answer: the cycle tries again later.</summary>
/// <param name="message">Why, a sentence.</param>
public sealed class PromptGenerationException(string message) : Exception(message);
