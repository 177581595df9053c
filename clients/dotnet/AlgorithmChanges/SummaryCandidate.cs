namespace LearningActors.Client;

/// <summary>An algorithm change that the week's patterns propose or strengthen.</summary>
public sealed record SummaryCandidate
{
    /// <summary>The change's id, such as <c>expiration-shift.longer.1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What to change.</summary>
    public required string Proposal { get; init; }
}
