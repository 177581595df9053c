using System.Collections.Immutable;

namespace LearningActors.Access;

/// <summary>What a link by which somebody gets a password is for.</summary>
[GenerateSerializer, Alias("LinkPurpose")]
public enum LinkPurpose
{
    /// <summary>The first admin chooses a name and a password.</summary>
    FirstAdmin,

    /// <summary>Somebody who was invited chooses a password.</summary>
    Invitation,

    /// <summary>Somebody chooses another password.</summary>
    Reset,
}

/// <summary>A link that is made: it works once, until it expires.</summary>
/// <param name="TokenHash">SHA-256 of the token in the link.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Person">Whose it is; null for the first admin, who has no name yet.</param>
/// <param name="Lasts">How long it works.</param>
[GenerateSerializer, Immutable, Alias("SignInLink")]
public sealed record SignInLink(ImmutableArray<byte> TokenHash, LinkPurpose Purpose, string? Person, TimeSpan Lasts);

/// <summary>A link that works.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Person">Whose it is; null for the first admin.</param>
/// <param name="Role">The role of the person.</param>
/// <param name="ExpiresAt">Until when it works.</param>
[GenerateSerializer, Immutable, Alias("OpenLink")]
public sealed record OpenLink(LinkPurpose Purpose, string? Person, Role Role, DateTimeOffset ExpiresAt);

/// <summary>The use of a link.</summary>
/// <param name="TokenHash">SHA-256 of the token.</param>
/// <param name="Person">Who uses it; the first admin chooses the name.</param>
/// <param name="PasswordHash">The hash of the new password.</param>
[GenerateSerializer, Immutable, Alias("LinkUse")]
public sealed record LinkUse(ImmutableArray<byte> TokenHash, string Person, string PasswordHash);

/// <summary>A session that begins.</summary>
/// <param name="SecretHash">SHA-256 of what the cookie holds.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Address">The network address that signs in.</param>
/// <param name="Agent">The browser, as it names itself.</param>
/// <param name="PasswordHash">What the password was checked against: where it is another by now, no session begins.</param>
[GenerateSerializer, Immutable, Alias("NewSession")]
public sealed record NewSession(ImmutableArray<byte> SecretHash, string Person, string Address, string Agent, string PasswordHash);
