namespace LearningActors.Client;

/// <summary>An experiment was started.</summary>
public sealed record StartedResponse
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is expected to need, with what speaks against it; null where that is not known.</summary>
    public required ExperimentForecast? Forecast { get; init; }
}
