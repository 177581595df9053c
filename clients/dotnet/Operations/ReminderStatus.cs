namespace LearningActors.Client;

/// <summary>A reminder of a grain.</summary>
public sealed record ReminderStatus
{
    /// <summary>The kind of grain.</summary>
    public required string Kind { get; init; }

    /// <summary>The grain's key.</summary>
    public required string Key { get; init; }

    /// <summary>The name, unique in its grain.</summary>
    public required string Name { get; init; }

    /// <summary>When it is, or was, due first; null when that can't be told.</summary>
    public required DateTimeOffset? FirstTickAt { get; init; }

    /// <summary>From tick to tick.</summary>
    public required double PeriodSeconds { get; init; }

    /// <summary>When it is due next; null when that is never, or can't be told.</summary>
    public required DateTimeOffset? NextTickAt { get; init; }
}
