namespace LearningActors.Recommendations;

/// <summary>An amount that no other currency is added to.</summary>
/// <param name="Currency">ISO 4217, or a coin.</param>
/// <param name="Amount">In that currency.</param>
[GenerateSerializer, Immutable, Alias("CurrencyAmount")]
public sealed record CurrencyAmount(string Currency, decimal Amount);
