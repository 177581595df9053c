using System.Collections.Immutable;
using Orleans.Concurrency;

namespace LearningActors.Access;

/// <inheritdoc cref="IPeopleGrain" />
[StatelessWorker, Reentrant]
public sealed class PeopleGrain(IPeople people) : Grain, IPeopleGrain
{
    /// <inheritdoc />
    public Task<ImmutableArray<Person>> List() => people.ListAsync();

    /// <inheritdoc />
    public Task<Person?> Find(string name) => people.FindAsync(name);

    /// <inheritdoc />
    public Task<Person?> FindSignedIn(string name) => people.FindSignedInAsync(name);

    /// <inheritdoc />
    public Task<bool> Invite(string name, Role role, SignInLink link) => people.InviteAsync(name, role, link);

    /// <inheritdoc />
    public Task<PersonChange> Change(string name, Role? role, bool? isActive) => people.ChangeAsync(name, role, isActive);

    /// <inheritdoc />
    public Task<bool> AddLink(SignInLink link) => people.AddLinkAsync(link);

    /// <inheritdoc />
    public Task<OpenLink?> FindLink(ImmutableArray<byte> tokenHash) => people.FindLinkAsync(tokenHash);

    /// <inheritdoc />
    public Task<LinkOutcome> UseLink(LinkUse use) => people.UseLinkAsync(use);

    /// <inheritdoc />
    public Task<PersonPassword> FindPassword(string name) => people.FindPasswordAsync(name);

    /// <inheritdoc />
    public Task SetPassword(string name, string passwordHash, Guid keep) => people.SetPasswordAsync(name, passwordHash, keep);

    /// <inheritdoc />
    public Task<PersonSession?> Begin(NewSession session) => people.BeginAsync(session);

    /// <inheritdoc />
    public Task<PersonSession?> FindSession(ImmutableArray<byte> secretHash) => people.FindSessionAsync(secretHash);

    /// <inheritdoc />
    public Task<ImmutableArray<PersonSession>> ListSessions(string name) => people.ListSessionsAsync(name);

    /// <inheritdoc />
    public Task<int> EndSessions(string name, Guid? only) => people.EndSessionsAsync(name, only);
}
