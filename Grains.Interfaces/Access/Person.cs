namespace LearningActors.Access;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Name">In lower case, such as <c>ada.king</c>; it never changes.</param>
/// <param name="Role">What they may do.</param>
/// <param name="IsActive">They may sign in.</param>
/// <param name="HasPassword">They have accepted their invitation.</param>
/// <param name="CreatedAt">When they were invited.</param>
/// <param name="LastSignInAt">When they last signed in; null where they never did.</param>
[GenerateSerializer, Immutable, Alias("Person")]
public sealed record Person(
    string Name,
    Role Role,
    bool IsActive,
    bool HasPassword,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt
);

/// <summary>What a sign-in is checked against.</summary>
/// <param name="Name">The person.</param>
/// <param name="PasswordHash">The hash of their password; null where they have none.</param>
[GenerateSerializer, Immutable, Alias("PersonPassword")]
public sealed record PersonPassword(string Name, string? PasswordHash);

/// <summary>Somebody's use of the pages, from signing in to signing out.</summary>
/// <param name="Id">Names the session without opening it.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Role">Their role now.</param>
/// <param name="CreatedAt">When they signed in.</param>
/// <param name="LastSeenAt">When it was last used, to the minute.</param>
/// <param name="ExpiresAt">When it ends, however much it is used.</param>
/// <param name="Address">The network address that signed in.</param>
/// <param name="Agent">The browser, as it named itself.</param>
[GenerateSerializer, Immutable, Alias("PersonSession")]
public sealed record PersonSession(
    Guid Id,
    string Person,
    Role Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt,
    string Address,
    string Agent
);
