namespace LearningActors.Client;

/// <summary>Insights that were taken out of service.</summary>
public sealed record PrunedResponse
{
    public required int Pruned { get; init; }
}
