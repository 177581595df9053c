namespace LearningActors.Client;

/// <summary>A unit whose hash with Seed is below Share stays with Version.</summary>
public sealed record HoldoutShare
{
    /// <summary>The former champion.</summary>
    public required string PromptVersion { get; init; }

    /// <summary>The seed of the hash.</summary>
    public required string Seed { get; init; }

    /// <summary>A fraction in 0..1.</summary>
    public required double Share { get; init; }

    /// <summary>When the holdout ends, UTC.</summary>
    public required DateTimeOffset Until { get; init; }
}
