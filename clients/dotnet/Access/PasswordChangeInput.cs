namespace LearningActors.Client;

/// <summary>A person's own change of the password.</summary>
public sealed record PasswordChangeInput
{
    /// <summary>The password until now.</summary>
    public required string CurrentPassword { get; init; }

    /// <summary>The password from now on.</summary>
    public required string NewPassword { get; init; }
}
