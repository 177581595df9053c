namespace LearningActors.Client;

/// <summary>How often people diverged in a week.</summary>
public sealed record WeekDivergence
{
    public required IsoWeek Week { get; init; }

    public required Proportion Rate { get; init; }
}
