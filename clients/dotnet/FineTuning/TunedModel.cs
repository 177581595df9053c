namespace LearningActors.Client;

/// <summary>A model that a job made, from its registration on.</summary>
public sealed record TunedModel
{
    /// <summary>As it is known here, such as <c>tuned-4fa2c1d0-1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name at the provider.</summary>
    public required string ProviderModel { get; init; }

    /// <summary>The model that it was trained from.</summary>
    public required string Parent { get; init; }

    /// <summary>The hash of the dataset that it was trained on.</summary>
    public required string Dataset { get; init; }

    /// <summary>The job that made it.</summary>
    public required string Job { get; init; }

    /// <summary>USD for a million tokens sent.</summary>
    public required decimal InputUsdPerMillionTokens { get; init; }

    /// <summary>USD for a million tokens written.</summary>
    public required decimal OutputUsdPerMillionTokens { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Whether it may get traffic. One of <c>testing</c>, <c>rejected</c>, <c>ready</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Smoke.</summary>
    public required SmokeReport? Smoke { get; init; }

    /// <summary>How it stands for each signal.</summary>
    public required IReadOnlyList<ModelComparison> Comparisons { get; init; }

    /// <summary>Counts its changes.</summary>
    public required int Revision { get; init; }
}
