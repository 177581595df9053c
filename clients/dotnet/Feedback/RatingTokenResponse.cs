namespace LearningActors.Client;

/// <summary>A token by which a web page may read and rate.</summary>
public sealed record RatingTokenResponse
{
    /// <summary>What the page sends as its bearer token.</summary>
    public required string Token { get; init; }

    /// <summary>Until when it works.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
