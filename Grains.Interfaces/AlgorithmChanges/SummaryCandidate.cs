namespace LearningActors.AlgorithmChanges;

/// <summary>An algorithm change that the week's patterns propose or strengthen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Proposal">What to change.</param>
[GenerateSerializer, Immutable, Alias("SummaryCandidate")]
public sealed record SummaryCandidate(string Id, string Proposal);
