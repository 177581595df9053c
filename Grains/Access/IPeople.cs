using System.Collections.Immutable;

namespace LearningActors.Access;

/// <summary>The stored people, links and sessions; each method as <see cref="IPeopleGrain"/> has it.</summary>
public interface IPeople
{
    /// <inheritdoc cref="IPeopleGrain.List" />
    Task<ImmutableArray<Person>> ListAsync();

    /// <inheritdoc cref="IPeopleGrain.Find" />
    Task<Person?> FindAsync(string name);

    /// <inheritdoc cref="IPeopleGrain.FindSignedIn" />
    Task<Person?> FindSignedInAsync(string name);

    /// <inheritdoc cref="IPeopleGrain.Invite" />
    Task<bool> InviteAsync(string name, Role role, SignInLink link);

    /// <inheritdoc cref="IPeopleGrain.Change" />
    Task<PersonChange> ChangeAsync(string name, Role? role, bool? isActive);

    /// <inheritdoc cref="IPeopleGrain.AddLink" />
    Task<bool> AddLinkAsync(SignInLink link);

    /// <inheritdoc cref="IPeopleGrain.FindLink" />
    Task<OpenLink?> FindLinkAsync(ImmutableArray<byte> tokenHash);

    /// <inheritdoc cref="IPeopleGrain.UseLink" />
    Task<LinkOutcome> UseLinkAsync(LinkUse use);

    /// <inheritdoc cref="IPeopleGrain.FindPassword" />
    Task<PersonPassword> FindPasswordAsync(string name);

    /// <inheritdoc cref="IPeopleGrain.SetPassword" />
    Task SetPasswordAsync(string name, string passwordHash, Guid keep);

    /// <inheritdoc cref="IPeopleGrain.Begin" />
    Task<PersonSession?> BeginAsync(NewSession session);

    /// <inheritdoc cref="IPeopleGrain.FindSession" />
    Task<PersonSession?> FindSessionAsync(ImmutableArray<byte> secretHash);

    /// <inheritdoc cref="IPeopleGrain.ListSessions" />
    Task<ImmutableArray<PersonSession>> ListSessionsAsync(string name);

    /// <inheritdoc cref="IPeopleGrain.EndSessions" />
    Task<int> EndSessionsAsync(string name, Guid? only);
}
