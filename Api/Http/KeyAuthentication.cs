using System.Security.Claims;
using System.Text.Encodings.Web;
using LearningActors.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LearningActors.Http;

/// <summary>Who calls: the holder of the bearer key, or of the key that the dashboard reads by.</summary>
/// <remarks>Keys are looked up in memory, and what a key leads to is made once, when the keys are read.</remarks>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    KeyRing keys
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string Name = "Key";
    private const string Prefix = "Bearer ";
    private static readonly AuthenticateResult s_none = AuthenticateResult.NoResult();
    private static readonly AuthenticateResult s_notConnected = AuthenticateResult.Fail("No silo has answered yet.");
    private static readonly AuthenticateResult s_unknown = AuthenticateResult.Fail("The key is unknown or was revoked.");
    private AuthenticateResult _result = s_none;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(_result = Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_result == s_notConnected)
            return Problems.NotConnected(Context).ExecuteAsync(Context);
        Response.Headers.WWWAuthenticate = "Bearer";
        var detail = _result.Failure?.Message ?? "Send the key in the header: Authorization: Bearer <key>.";
        return Problems.Of(StatusCodes.Status401Unauthorized, "A key is needed.", detail).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems
            .Of(
                StatusCodes.Status403Forbidden,
                "The key may not do this.",
                Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } required
                    ? $"One of these scopes is needed: {string.Join(", ", required.Any)}."
                    : "No key may call this."
            )
            .ExecuteAsync(Context);

    private AuthenticateResult Authenticate()
    {
        if (!keys.AreKnown)
            return s_notConnected;
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return KeyCookie.Read(Context) is { } cookie ? keys.Find(cookie)?.Result ?? s_unknown : s_none;
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return s_none;
        return keys.Find(header.AsSpan(Prefix.Length).Trim())?.Result ?? s_unknown;
    }
}

/// <summary>A key that was presented and is known.</summary>
internal sealed class KeyIdentity : ClaimsIdentity
{
    internal KeyIdentity(ApiKey key)
        : base([new Claim(ClaimTypes.Name, key.Name), .. key.Scopes.Select(scope => new Claim("scope", scope))], KeyAuthentication.Name)
    {
        Key = key;
        Result = AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(this), KeyAuthentication.Name));
    }

    /// <summary>The key.</summary>
    internal ApiKey Key { get; }

    /// <summary>What each request with this key leads to.</summary>
    internal AuthenticateResult Result { get; }
}
