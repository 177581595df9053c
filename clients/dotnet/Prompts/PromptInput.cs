namespace LearningActors.Client;

/// <summary>A new prompt version; it never changes.</summary>
public sealed record PromptInput
{
    /// <summary>The template. At most 20 000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The model that it is meant for; any where it is not given.</summary>
    public string? Model { get; init; }
}
