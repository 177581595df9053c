namespace LearningActors.Client;

/// <summary>A share of n, with its 95 % Wilson interval.</summary>
public sealed record Proportion
{
    /// <summary>How many of n.</summary>
    public required long Count { get; init; }

    /// <summary>The sample size.</summary>
    public required long N { get; init; }

    /// <summary>Count / N, a fraction; null where n is 0.</summary>
    public required double? Rate { get; init; }

    /// <summary>The lower end of the interval; null where n is 0.</summary>
    public required double? Lower { get; init; }

    /// <summary>The upper end of the interval; null where n is 0.</summary>
    public required double? Upper { get; init; }
}
