using System.Text.Json.Serialization;

namespace LearningActors.Recommendations;

/// <summary>One leg of a recommendation: a contract, or a share, and what to do with it.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Strike">USD for a share; null where it does not matter.</param>
/// <param name="Expiration">The last trading day; null where it does not matter.</param>
/// <param name="Right">Call or put; null where it does not matter.</param>
[GenerateSerializer, Immutable, Alias("RecommendedLeg")]
public sealed record RecommendedLeg(RecommendedAction Action, decimal? Strike, DateOnly? Expiration, OptionRight? Right)
{
    /// <summary>It names a term that only options have.</summary>
    [JsonIgnore]
    public bool IsOption => Strike is not null || Expiration is not null || Right is not null;
}
