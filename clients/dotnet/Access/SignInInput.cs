namespace LearningActors.Client;

/// <summary>A person signs in.</summary>
public sealed record SignInInput
{
    /// <summary>The person.</summary>
    public required string Name { get; init; }

    /// <summary>The password.</summary>
    public required string Password { get; init; }
}
