namespace LearningActors.Client;

/// <summary>All that is known of one grain.</summary>
public sealed record GrainResponse
{
    /// <summary>Such as <c>cycle</c>, as paths name it.</summary>
    public required string Kind { get; init; }

    /// <summary>The grain's key among its kind.</summary>
    public required string Key { get; init; }

    /// <summary>It is in memory somewhere.</summary>
    public required bool Active { get; init; }

    /// <summary>Where, and since when.</summary>
    public required IReadOnlyList<GrainActivation> Activations { get; init; }

    /// <summary>What is stored.</summary>
    public required IReadOnlyList<StateItem> States { get; init; }

    /// <summary>Its reminders.</summary>
    public required IReadOnlyList<ReminderStatus> Reminders { get; init; }

    /// <summary>Silos that did not answer in time: it may be active there.</summary>
    public required IReadOnlyList<string> Unanswered { get; init; }
}
