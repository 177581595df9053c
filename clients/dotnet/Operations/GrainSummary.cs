namespace LearningActors.Client;

/// <summary>A grain in a list.</summary>
public sealed record GrainSummary
{
    /// <summary>The grain's key among its kind.</summary>
    public required string Key { get; init; }

    /// <summary>Where it is active; empty when it is not.</summary>
    public required IReadOnlyList<GrainActivation> Activations { get; init; }

    /// <summary>The names of the states that are stored.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>How many reminders it has.</summary>
    public required int Reminders { get; init; }
}
