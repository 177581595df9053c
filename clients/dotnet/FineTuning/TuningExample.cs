namespace LearningActors.Client;

/// <summary>An example of a dataset.</summary>
public sealed record TuningExample
{
    /// <summary>Train or test. One of <c>train</c>, <c>test</c>.</summary>
    public required string Split { get; init; }

    /// <summary>Its line in the file of the split, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The explanation that it was made of.</summary>
    public required Guid ExplanationId { get; init; }

    /// <summary>The symbol.</summary>
    public required string Ticker { get; init; }

    /// <summary>The signal. One of <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
    public required string Signal { get; init; }

    /// <summary>The prompt that led to it.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>Tokens, as counted here.</summary>
    public required int Tokens { get; init; }

    /// <summary>The line of the file: a JSON object with <c>messages</c>.</summary>
    public required string Line { get; init; }
}
