namespace LearningActors.Client;

/// <summary>A silo's vote that another one is dead.</summary>
public sealed record SiloSuspicion
{
    /// <summary>The address of the silo that votes.</summary>
    public required string Silo { get; init; }

    /// <summary>When it voted.</summary>
    public required DateTimeOffset At { get; init; }
}
