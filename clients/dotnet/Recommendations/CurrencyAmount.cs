namespace LearningActors.Client;

/// <summary>An amount that no other currency is added to.</summary>
public sealed record CurrencyAmount
{
    /// <summary>ISO 4217, or a coin.</summary>
    public required string Currency { get; init; }

    /// <summary>In that currency.</summary>
    public required decimal Amount { get; init; }
}
