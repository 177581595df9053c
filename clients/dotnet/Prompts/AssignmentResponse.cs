namespace LearningActors.Client;

/// <summary>The prompt that an engine should use.</summary>
public sealed record AssignmentResponse
{
    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>The unit that was assigned.</summary>
    public required string Unit { get; init; }

    /// <summary>Log explanations with it.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>The template.</summary>
    public required string Text { get; init; }

    /// <summary>The model that it is meant for; null for the engine's own choice.</summary>
    public required string? Model { get; init; }

    /// <summary>The champion, which explains when the prompt fails.</summary>
    public required string Champion { get; init; }

    /// <summary>The experiment that the unit takes part in.</summary>
    public required string? ExperimentId { get; init; }
}
