namespace LearningActors.AlgorithmChanges;

/// <summary>An algorithm change that the week's patterns propose or strengthen.</summary>
/// <param name="Id">The change's id, such as <c>expiration-shift.longer.1</c>.</param>
/// <param name="Proposal">What the algorithm would do otherwise, a sentence.</param>
[GenerateSerializer, Immutable, Alias("SummaryCandidate")]
public sealed record SummaryCandidate(string Id, string Proposal);
