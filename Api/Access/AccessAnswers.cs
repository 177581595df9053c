using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Http;

namespace LearningActors.Access;

/// <summary>Who the caller is.</summary>
/// <param name="Kind"><c>person</c> or <c>key</c>.</param>
/// <param name="Name">The name of the person or key.</param>
/// <param name="Role">The person's role; null for a key.</param>
/// <param name="Scopes">What they may do.</param>
/// <param name="AntiforgeryToken">What each changing request of a person brings in X-Antiforgery-Token; null for a key.</param>
/// <param name="ExpiresAt">When the session ends at the latest; null where there is none.</param>
internal sealed record SignedIn(
    string Kind,
    string Name,
    Role? Role,
    ImmutableArray<string> Scopes,
    string? AntiforgeryToken,
    DateTimeOffset? ExpiresAt
)
{
    internal static SignedIn Of(CallerIdentity caller, AntiForgeryTokens tokens)
    {
        var person = caller as PersonIdentity;
        return new SignedIn(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(caller.Kind.ToString()),
            caller.Name,
            person?.Role,
            caller.Scopes,
            person is null ? null : tokens.Of(person),
            person?.Session?.ExpiresAt
        );
    }
}

/// <summary>What a link is for.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Name">Whose it is; null for the first admin, who chooses a name.</param>
/// <param name="Role">Their role.</param>
/// <param name="ExpiresAt">Until when it works.</param>
internal sealed record LinkAnswer(LinkPurpose Purpose, string? Name, Role Role, DateTimeOffset ExpiresAt);

/// <summary>A session that can be used.</summary>
/// <param name="Id">Names it.</param>
/// <param name="IsCurrent">It is the one of this request.</param>
/// <param name="CreatedAt">When somebody signed in.</param>
/// <param name="LastSeenAt">When it was last used, to the minute.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
/// <param name="Address">The network address that signed in.</param>
/// <param name="Agent">The browser, as it named itself.</param>
internal sealed record SessionItem(
    Guid Id,
    bool IsCurrent,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt,
    string Address,
    string Agent
)
{
    internal static SessionItem Of(PersonSession session, Guid? current) =>
        new(session.Id, session.Id == current, session.CreatedAt, session.LastSeenAt, session.ExpiresAt, session.Address, session.Agent);
}

/// <summary>A link that was made for somebody: it is shown once.</summary>
/// <param name="Name">Who.</param>
/// <param name="Role">Their role.</param>
/// <param name="Link">Where they choose a password; it works once.</param>
/// <param name="LinkExpiresAt">Until when.</param>
internal sealed record LinkFor(string Name, Role Role, string Link, DateTimeOffset LinkExpiresAt);

/// <summary>A key that was made: it is shown once.</summary>
/// <param name="Name">Who holds it.</param>
/// <param name="Key">The key.</param>
/// <param name="Scopes">What it may do.</param>
internal sealed record MadeKey(string Name, string Key, ImmutableArray<string> Scopes);
