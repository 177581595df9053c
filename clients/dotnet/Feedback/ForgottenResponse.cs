namespace LearningActors.Client;

/// <summary>How many votes were unlinked from a session.</summary>
public sealed record ForgottenResponse
{
    public required int Votes { get; init; }
}
