namespace LearningActors.Client;

/// <summary>A week of ISO 8601, from Monday to Sunday; the first of a year is the one with its first Thursday.</summary>
public sealed record IsoWeek
{
    /// <summary>The year of the week, which at the turn of a year may not be that of the day.</summary>
    public required int Year { get; init; }

    /// <summary>1..52, or 53 in a long year.</summary>
    public required int Week { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly Monday { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Sunday { get; init; }
}
