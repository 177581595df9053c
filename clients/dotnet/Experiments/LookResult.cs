namespace LearningActors.Client;

/// <summary>A challenger at a look that was made.</summary>
public sealed record LookResult
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The last day that counts.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>The challenger.</summary>
    public required string Version { get; init; }

    /// <summary>Challenger less champion, in the metric's unit; null without data.</summary>
    public required double? Difference { get; init; }

    /// <summary>The standardised difference; positive is better.</summary>
    public required double Z { get; init; }

    /// <summary>Information then over the planned one; null outside the group-sequential rule.</summary>
    public required double? InformationFraction { get; init; }

    /// <summary>The z that had to be reached; null where there was none.</summary>
    public required double? Boundary { get; init; }

    /// <summary>It had crossed its boundary then, or before.</summary>
    public required bool HasCrossed { get; init; }
}
