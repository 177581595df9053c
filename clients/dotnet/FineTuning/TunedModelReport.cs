namespace LearningActors.Client;

/// <summary>A tuned model with the figures of its comparisons.</summary>
public sealed record TunedModelReport
{
    /// <summary>The model.</summary>
    public required TunedModel Model { get; init; }

    /// <summary>The relative improvement that a switch needs, a fraction.</summary>
    public required double RequiredLift { get; init; }

    /// <summary>The relative improvement that is aimed at, a fraction.</summary>
    public required double TargetLift { get; init; }

    /// <summary>For each comparison that has begun.</summary>
    public required IReadOnlyList<ComparisonFigures> Figures { get; init; }
}
