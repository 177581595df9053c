namespace LearningActors.Recommendations;

/// <summary>How often a reason was given.</summary>
[GenerateSerializer, Immutable, Alias("ReasonCount")]
public sealed record ReasonCount(ReasonCode Reason, int Count);
