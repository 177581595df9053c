namespace LearningActors.Client;

/// <summary>An experiment was started.</summary>
public sealed record StartedResponse
{
    /// <summary>The signal and a number, such as <c>BUY-3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is expected to need, with what speaks against it; null where that is not known.</summary>
    public required ExperimentForecast? Forecast { get; init; }
}
