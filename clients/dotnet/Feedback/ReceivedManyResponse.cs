namespace LearningActors.Client;

/// <summary>The outcome of an array of votes.</summary>
public sealed record ReceivedManyResponse
{
    /// <summary>How many are committed.</summary>
    public required int Received { get; init; }

    /// <summary>How many are not.</summary>
    public required int Refused { get; init; }

    /// <summary>For each vote, in order.</summary>
    public required IReadOnlyList<ReceivedItem> Results { get; init; }
}
