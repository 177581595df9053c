using System.Collections.Immutable;

namespace LearningActors.Access;

/// <summary>The people, their links and their sessions. Key: <c>people</c>.</summary>
/// <remarks>Passwords and tokens never come here: whoever calls has hashed them.</remarks>
[Alias("IPeopleGrain")]
public interface IPeopleGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "people";

    /// <summary>Everybody, by name.</summary>
    [Alias("List")]
    Task<ImmutableArray<Person>> List();

    /// <summary>Somebody; null where nobody has that name.</summary>
    [Alias("Find")]
    Task<Person?> Find(string name);

    /// <summary>Somebody whom a trusted proxy has signed in, which is noted; null where nobody has that name, or they may not.</summary>
    [Alias("FindSignedIn")]
    Task<Person?> FindSignedIn(string name);

    /// <summary>Adds somebody who has no password yet, and a link by which they choose one.</summary>
    /// <returns>False where the name is taken.</returns>
    [Alias("Invite")]
    Task<bool> Invite(string name, Role role, SignInLink link);

    /// <summary>Changes what somebody is; their sessions end where that changes what they may do.</summary>
    /// <returns>How they were before; null where nobody has that name.</returns>
    /// <param name="name">Who.</param>
    /// <param name="role">Their role from now on; null to leave it.</param>
    /// <param name="isActive">Whether they may sign in from now on; null to leave it.</param>
    [Alias("Change")]
    Task<PersonChange> Change(string name, Role? role, bool? isActive);

    /// <summary>Adds a link; links of the same person before it stop working.</summary>
    /// <returns>False where nobody has that name, or an admin exists and the link is for the first.</returns>
    [Alias("AddLink")]
    Task<bool> AddLink(SignInLink link);

    /// <summary>The link of a token; null where it does not work, or not any more.</summary>
    [Alias("FindLink")]
    Task<OpenLink?> FindLink(ImmutableArray<byte> tokenHash);

    /// <summary>Uses a link up: the person has the password from now on, and their sessions end.</summary>
    [Alias("UseLink")]
    Task<LinkOutcome> UseLink(LinkUse use);

    /// <summary>What a password is checked against; for an unknown or inactive person without a hash.</summary>
    [Alias("FindPassword")]
    Task<PersonPassword> FindPassword(string name);

    /// <summary>Somebody has another password from now on; their sessions end, but for one.</summary>
    [Alias("SetPassword")]
    Task SetPassword(string name, string passwordHash, Guid keep);

    /// <summary>Begins a session.</summary>
    /// <returns>The session; null where the person may not sign in.</returns>
    [Alias("Begin")]
    Task<PersonSession?> Begin(NewSession session);

    /// <summary>The session that a cookie opens, noted as used; null where it has ended or expired.</summary>
    [Alias("FindSession")]
    Task<PersonSession?> FindSession(ImmutableArray<byte> secretHash);

    /// <summary>The sessions of somebody that can be used, the newest first.</summary>
    [Alias("ListSessions")]
    Task<ImmutableArray<PersonSession>> ListSessions(string name);

    /// <summary>Ends a session of somebody, or all.</summary>
    /// <returns>How many ended.</returns>
    [Alias("EndSessions")]
    Task<int> EndSessions(string name, Guid? only);
}

/// <summary>What the use of a link led to.</summary>
[GenerateSerializer, Alias("LinkOutcome")]
public enum LinkOutcome
{
    /// <summary>The person has the password.</summary>
    Used,

    /// <summary>The link is unknown, used up or expired.</summary>
    Invalid,

    /// <summary>The first admin chose a name that somebody has.</summary>
    NameTaken,
}

/// <summary>What a change of a person led to.</summary>
/// <param name="Before">How they were; null where nobody has that name.</param>
/// <param name="IsRefused">Nothing was changed: nobody would be left who may do everything.</param>
[GenerateSerializer, Immutable, Alias("PersonChange")]
public sealed record PersonChange(Person? Before, bool IsRefused);
