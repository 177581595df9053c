using LearningActors.Http;

namespace LearningActors.Access;

/// <summary>A person who has signed in.</summary>
/// <param name="name">Who.</param>
/// <param name="role">What they are.</param>
/// <param name="session">Their session; null where a trusted proxy has signed them in.</param>
internal sealed class PersonIdentity(string name, Role role, PersonSession? session)
    : CallerIdentity(CallerKind.Person, name, RoleScopes.Of(role))
{
    internal Role Role => role;

    internal PersonSession? Session => session;

    /// <summary>A cookie, and what a proxy goes by, is sent whatever site asks for it.</summary>
    internal override bool IsAmbient => true;
}
