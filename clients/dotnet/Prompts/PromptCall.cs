namespace LearningActors.Client;

/// <summary>
/// A call to the model whose answer has not come: it is under way, the model did not say whether it charges, or the process died.
/// </summary>
public sealed record PromptCall
{
    /// <summary>A new one for each call; the budget counts it once.</summary>
    public required Guid Id { get; init; }

    /// <summary>The generation that it was made for.</summary>
    public required string GenerationId { get; init; }

    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>When the model was asked, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who was asked.</summary>
    public required string Model { get; init; }

    /// <summary>The most that the model can charge, USD: it counts against the month's budget.</summary>
    public required decimal MaxCostUsd { get; init; }
}
