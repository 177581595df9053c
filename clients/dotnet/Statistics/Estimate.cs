namespace LearningActors.Client;

/// <summary>A mean, or a rate, with its 95 % interval.</summary>
public sealed record Estimate
{
    /// <summary>The sample size.</summary>
    public required int N { get; init; }

    /// <summary>Null where n is 0; a rate is a fraction.</summary>
    public required double? Mean { get; init; }

    /// <summary>The lower end: Student's for a mean, null where n is below 2; Wilson's for a rate.</summary>
    public required double? Lower { get; init; }

    /// <summary>The upper end.</summary>
    public required double? Upper { get; init; }
}
