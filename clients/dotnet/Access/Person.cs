namespace LearningActors.Client;

/// <summary>Somebody who may sign in, or could.</summary>
public sealed record Person
{
    /// <summary>In lower case; it never changes.</summary>
    public required string Name { get; init; }

    /// <summary><c>viewer</c>, <c>trader</c>, <c>analyst</c>, <c>operator</c> or <c>admin</c>.</summary>
    public required string Role { get; init; }

    /// <summary>They may sign in.</summary>
    public required bool IsActive { get; init; }

    /// <summary>They have accepted their invitation.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>When they were invited.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they last signed in; null where they never did.</summary>
    public required DateTimeOffset? LastSignInAt { get; init; }
}
