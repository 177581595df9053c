namespace LearningActors.Client;

/// <summary>What a generation brought.</summary>
public sealed record PromptGeneration
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>The champion that it started from.</summary>
    public required string Parent { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who wrote.</summary>
    public required string Model { get; init; }

    /// <summary>The variants that were taken.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Why others were not; or why there was no answer.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>What the model charged, USD.</summary>
    public required decimal CostUsd { get; init; }
}
