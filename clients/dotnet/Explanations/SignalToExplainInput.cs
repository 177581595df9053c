using System.Text.Json.Nodes;

namespace LearningActors.Client;

/// <summary>A signal that the service explains.</summary>
public sealed record SignalToExplainInput
{
    /// <summary>A symbol such as AAPL.</summary>
    public required string Ticker { get; init; }

    /// <summary>BUY, SELL or HOLD.</summary>
    public required string Signal { get; init; }

    /// <summary>A fraction from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Names and values, nested at most four deep.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Indicators { get; init; }

    /// <summary>Whom it is explained to; only its keyed hash is stored.</summary>
    public string? Session { get; init; }

    /// <summary>
    /// What the prompt is assigned by, such as an account, where that is not the explanation; only its keyed hash is stored.
    /// </summary>
    public string? Unit { get; init; }
}
