namespace LearningActors.Client;

/// <summary>The prompt that a unit gets.</summary>
/// <param name="Prompt">Log explanations with its version.</param>
/// <param name="Champion">Explains where the prompt fails.</param>
/// <param name="ExperimentId">The experiment that the unit takes part in; null for none.</param>
/// <param name="AsOf">When the service told how units are assigned, by this machine's clock, UTC.</param>
public readonly record struct AssignedPrompt(PromptVersion Prompt, PromptVersion Champion, string? ExperimentId, DateTimeOffset AsOf);
