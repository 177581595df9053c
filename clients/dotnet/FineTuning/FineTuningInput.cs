namespace LearningActors.Client;

/// <summary>FineTuningInput</summary>
public sealed record FineTuningInput
{
    /// <summary>The model that is trained further.</summary>
    public string? BaseModel { get; init; }

    /// <summary>How often each example is trained on. 1 to 50.</summary>
    public int? Epochs { get; init; }

    /// <summary>Examples of a step. 1 to 256.</summary>
    public int? BatchSize { get; init; }

    /// <summary>A factor of the learning rate. 0.0001 to 100.</summary>
    public double? LearningRateMultiplier { get; init; }

    /// <summary>Stands in the name of the model: small letters, digits, hyphens.</summary>
    public string? Suffix { get; init; }
}
