namespace LearningActors.Operations;

/// <summary>What reminders are sorted by.</summary>
[GenerateSerializer, Alias("ReminderSort")]
public enum ReminderSort
{
    /// <summary>The grain's id, <c>kind/key</c>; those of a grain by their names.</summary>
    Grain,
}

/// <summary>A reminder of a grain.</summary>
/// <param name="Kind">The kind of grain.</param>
/// <param name="Key">The grain's key.</param>
/// <param name="Name">The name, unique in its grain.</param>
/// <param name="FirstTickAt">When it is, or was, due first; null when that can't be told.</param>
/// <param name="PeriodSeconds">From tick to tick.</param>
/// <param name="NextTickAt">When it is due next; null when that is never, or can't be told.</param>
[GenerateSerializer, Immutable, Alias("ReminderStatus")]
public sealed record ReminderStatus(
    string Kind,
    string Key,
    string Name,
    DateTimeOffset? FirstTickAt,
    double PeriodSeconds,
    DateTimeOffset? NextTickAt
);
