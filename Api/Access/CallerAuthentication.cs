using System.Text.Encodings.Web;
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
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    CallerLookup callers
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string Name = "Caller";
    private AuthenticateResult _result = AuthenticateResult.NoResult();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() => _result = await callers.FindAsync(Context);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_result == CallerLookup.NotConnected)
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
}
