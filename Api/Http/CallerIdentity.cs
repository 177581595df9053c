using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace LearningActors.Http;

/// <summary>What sends a request.</summary>
internal enum CallerKind
{
    /// <summary>The holder of an API key.</summary>
    Key,

    /// <summary>A person who has signed in.</summary>
    Person,

    /// <summary>A web page with a rating token.</summary>
    Rater,
}

/// <summary>Who sends a request, and what they may do.</summary>
internal abstract class CallerIdentity : ClaimsIdentity
{
    private const string Scheme = "LearningActors";

    /// <param name="kind">What they are.</param>
    /// <param name="name">The name of the key or person.</param>
    /// <param name="scopes">What they may do.</param>
    /// <param name="id">Tells the caller from all others of the kind; null where the name does.</param>
    protected CallerIdentity(CallerKind kind, string name, ImmutableArray<string> scopes, string? id = null)
        : base([new Claim(ClaimTypes.Name, name), .. scopes.Select(scope => new Claim("scope", scope))], Scheme)
    {
        (Kind, Scopes) = (kind, scopes);
        Id = kind == CallerKind.Key ? name : $"{kind.ToString().ToLowerInvariant()}:{id ?? name}";
        Result = AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(this), Scheme));
    }

    /// <summary>What they are.</summary>
    internal CallerKind Kind { get; }

    /// <summary>What they may do.</summary>
    internal ImmutableArray<string> Scopes { get; }

    /// <summary>Tells the caller from all others: a person and a key may have the same name.</summary>
    internal string Id { get; }

    /// <summary>The name of the key or person; for a page, of the key that its token comes from.</summary>
    internal new string Name => base.Name!;

    /// <summary>Requests in a minute over the cluster; null for the limit of the configuration.</summary>
    internal virtual int? RequestsPerMinute => null;

    /// <summary>Tells the key behind the caller from others, also from those of its name; null for a person.</summary>
    internal virtual ulong? KeyMark => null;

    /// <summary>The browser sends the credential by itself, so that another site could have something done by it.</summary>
    internal virtual bool IsAmbient => false;

    /// <summary>What each request of this caller leads to.</summary>
    internal AuthenticateResult Result { get; }

    /// <summary>One of the scopes is the caller's.</summary>
    internal bool HasAny(ImmutableArray<string> scopes)
    {
        foreach (var scope in Scopes)
        {
            if (scopes.Contains(scope))
                return true;
        }

        return false;
    }
}
