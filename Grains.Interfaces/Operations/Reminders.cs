using System.Collections.Immutable;

namespace LearningActors.Operations;

/// <summary>Which reminders are looked for.</summary>
/// <param name="GrainPart">What the grain's id, <c>kind/key</c>, contains, case-sensitive; null for all.</param>
/// <param name="After">Only reminders behind this one; null from the beginning.</param>
/// <param name="Limit">At most so many.</param>
[GenerateSerializer, Immutable, Alias("ReminderQuery")]
public sealed record ReminderQuery(string? GrainPart, ReminderPlace? After, int Limit);

/// <summary>Some reminders.</summary>
/// <param name="Reminders">In the order of grain and name.</param>
/// <param name="Next">The reminder after which the next page begins; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("ReminderPage")]
public sealed record ReminderPage(ImmutableArray<ReminderStatus> Reminders, ReminderPlace? Next);

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

/// <summary>A place in the list of all reminders, written <c>name@kind/key</c> with the name escaped as in addresses.</summary>
/// <param name="GrainId">The grain's id, <c>kind/key</c>.</param>
/// <param name="Name">The reminder's name.</param>
[GenerateSerializer, Immutable, Alias("ReminderPlace")]
public sealed record ReminderPlace(string GrainId, string Name)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ReminderPlace? Parse(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? new(text[(at + 1)..], Uri.UnescapeDataString(text[..at])) : null;

    /// <inheritdoc />
    public override string ToString() => $"{Uri.EscapeDataString(Name)}@{GrainId}";
}
