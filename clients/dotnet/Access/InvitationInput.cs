namespace LearningActors.Client;

/// <summary>Lets a person in, by a link that is used once.</summary>
public sealed record InvitationInput
{
    /// <summary>Who: 1 to 64 lower-case letters, digits, dots, dashes, underscores or @, with a letter or digit first.</summary>
    public required string Name { get; init; }

    /// <summary>What they are. One of <c>viewer</c>, <c>trader</c>, <c>analyst</c>, <c>operator</c>, <c>admin</c>.</summary>
    public required string Role { get; init; }
}
