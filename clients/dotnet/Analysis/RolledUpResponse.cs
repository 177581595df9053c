namespace LearningActors.Client;

/// <summary>The days that were rolled up; those that were up to date are not among them.</summary>
public sealed record RolledUpResponse
{
    public required IReadOnlyList<DateOnly> Days { get; init; }
}
