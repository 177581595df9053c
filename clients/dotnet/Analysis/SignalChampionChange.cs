namespace LearningActors.Client;

/// <summary>A move of a signal's champion.</summary>
public sealed record SignalChampionChange : ChampionChange
{
    public required string Signal { get; init; }
}
