namespace LearningActors;

/// <summary>Why something was not done. Nothing was changed.</summary>
/// <param name="Field">The field of the request that it is about.</param>
/// <param name="Reason">A sentence.</param>
[GenerateSerializer, Immutable, Alias("Refusal")]
public sealed record Refusal(string Field, string Reason);
