namespace LearningActors.Client;

/// <summary>The mean of n ratings, with its 95 % t interval within 1..5.</summary>
public sealed record RatingMean
{
    /// <summary>The sample size.</summary>
    public required long N { get; init; }

    /// <summary>In stars; null where n is 0.</summary>
    public required double? Mean { get; init; }

    /// <summary>The lower end; null where n is below 2.</summary>
    public required double? Lower { get; init; }

    /// <summary>The upper end; null where n is below 2.</summary>
    public required double? Upper { get; init; }
}
