namespace LearningActors.Client;

/// <summary>What changes of a person; what is null stays.</summary>
public sealed record PersonChangeInput
{
    /// <summary>What they are from now on. One of <c>viewer</c>, <c>trader</c>, <c>analyst</c>, <c>operator</c>, <c>admin</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Whether they may sign in from now on.</summary>
    public bool? IsActive { get; init; }
}
