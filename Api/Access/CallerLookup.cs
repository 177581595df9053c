using LearningActors.Feedback;
using LearningActors.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Access;

/// <summary>Finds out who sends a request, from its header, its cookie or the word of a trusted proxy.</summary>
/// <remarks>Keys are looked up in memory, and what a key leads to is made once, when the keys are read.</remarks>
internal sealed class CallerLookup(KeyRing keys, SignedInPeople people, SessionSecrets secrets, RatingTokens tokens, TrustedProxy proxy)
    : IStandingCallers
{
    private const string Prefix = "Bearer ";
    private static readonly AuthenticateResult s_none = AuthenticateResult.NoResult();
    private static readonly AuthenticateResult s_unknown = AuthenticateResult.Fail("The key is unknown or expired, or was revoked.");
    private static readonly AuthenticateResult s_ended = AuthenticateResult.Fail("The session has ended: sign in again.");
    private static readonly AuthenticateResult s_badToken = AuthenticateResult.Fail("The rating token is not valid, or has expired.");
    private static readonly AuthenticateResult s_notInvited = AuthenticateResult.Fail(
        "Nobody has invited the person whom the proxy names, or they may not sign in any more."
    );

    /// <summary>This host does not know the keys yet.</summary>
    internal static AuthenticateResult NotConnected { get; } = AuthenticateResult.Fail("No silo has answered yet.");

    /// <summary>Who it is, as of now.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">The database is away.</exception>
    internal ValueTask<AuthenticateResult> FindAsync(HttpContext context)
    {
        if (!keys.AreKnown)
            return new(NotConnected);
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return FindPersonAsync(context);
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return new(s_none);
        var presented = header.AsSpan(Prefix.Length).Trim();
        if (keys.Find(presented) is { } key)
            return new(key.Result);
        if (!presented.StartsWith(RatingTokens.Prefix, StringComparison.Ordinal))
            return new(s_unknown);
        // A token lives no longer than the key that it comes from.
        return new(tokens.Read(presented) is { } rater && keys.Has(rater.KeyMark) ? rater.Result : s_badToken);
    }

    /// <inheritdoc />
    public async ValueTask<bool> MayStillAsync(HttpContext context) =>
        (await FindAsync(context)).Principal?.Identity is CallerIdentity caller
        && context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } required
        && caller.HasAny(required.Any);

    private async ValueTask<AuthenticateResult> FindPersonAsync(HttpContext context)
    {
        // A cookie that is left over from before does not outlast what the proxy says.
        if (proxy.NamedPerson(context) is { } name)
            return (await people.FindByNameAsync(name))?.Result ?? s_notInvited;
        if (SessionCookie.Read(context) is not { } secret)
            return s_none;
        // One that was never given out is refused without asking anybody.
        return secrets.IsOurs(secret) ? (await people.FindAsync(secret))?.Result ?? s_ended : s_ended;
    }
}
