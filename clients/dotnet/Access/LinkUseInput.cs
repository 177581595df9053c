namespace LearningActors.Client;

/// <summary>Uses a link: sets the password.</summary>
public sealed record LinkUseInput
{
    /// <summary>What stands behind # in the link.</summary>
    public required string Token { get; init; }

    /// <summary>The name that the first admin chooses.</summary>
    public string? Name { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }
}
