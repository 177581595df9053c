using System.Text.Encodings.Web;
using LearningActors.Feedback;
using LearningActors.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LearningActors.Access;

/// <summary>
/// Who calls: the holder of the bearer key, a page with a rating token, or a person, by their session or by the word of a trusted
/// proxy.
/// </summary>
/// <remarks>Keys are looked up in memory, and what a key leads to is made once, when the keys are read.</remarks>
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    KeyRing keys,
    SignedInPeople people,
    SessionSecrets secrets,
    RatingTokens tokens,
    TrustedProxy proxy
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string Name = "Caller";
    private const string Prefix = "Bearer ";
    private static readonly AuthenticateResult s_none = AuthenticateResult.NoResult();
    private static readonly AuthenticateResult s_notConnected = AuthenticateResult.Fail("No silo has answered yet.");
    private static readonly AuthenticateResult s_unknown = AuthenticateResult.Fail("The key is unknown or expired, or was revoked.");
    private static readonly AuthenticateResult s_ended = AuthenticateResult.Fail("The session has ended: sign in again.");
    private static readonly AuthenticateResult s_badToken = AuthenticateResult.Fail("The rating token is not valid, or has expired.");
    private static readonly AuthenticateResult s_notInvited = AuthenticateResult.Fail(
        "Nobody has invited the person whom the proxy names, or they may not sign in any more."
    );

    private AuthenticateResult _result = s_none;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() => _result = await AuthenticateCallerAsync();

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_result == s_notConnected)
            return Problems.NotConnected(Context).ExecuteAsync(Context);
        Response.Headers.WWWAuthenticate = "Bearer";
        var detail = _result.Failure?.Message ?? "Send the key in the header: Authorization: Bearer <key>; or sign in.";
        return Problems.Of(StatusCodes.Status401Unauthorized, "A key or a sign-in is needed.", detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var metadata = Context.GetEndpoint()?.Metadata;
        return Problems
            .Of(
                StatusCodes.Status403Forbidden,
                "That is not allowed.",
                metadata?.GetMetadata<RequiredScope>() is { } required
                        ? $"One of these scopes is needed: {string.Join(", ", required.Any)}."
                    : metadata?.GetMetadata<RequiredPerson>() is not null ? "Only a person who has signed in may do this."
                    : "Nobody may call this."
            )
            .ExecuteAsync(Context);
    }

    private ValueTask<AuthenticateResult> AuthenticateCallerAsync()
    {
        if (!keys.AreKnown)
            return new(s_notConnected);
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return AuthenticatePersonAsync();
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

    private async ValueTask<AuthenticateResult> AuthenticatePersonAsync()
    {
        // A cookie that is left over from before does not outlast what the proxy says.
        if (proxy.NamedPerson(Context) is { } name)
            return (await people.FindByNameAsync(name))?.Result ?? s_notInvited;
        if (SessionCookie.Read(Context) is not { } secret)
            return s_none;
        // One that was never given out is refused without asking anybody.
        return secrets.IsOurs(secret) ? (await people.FindAsync(secret))?.Result ?? s_ended : s_ended;
    }
}
