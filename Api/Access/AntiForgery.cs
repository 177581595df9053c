using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Access;

/// <summary>
/// A request that changes something and whose credential the browser sends by itself must bring a token which other sites can't
/// read: the keyed hash of the session.
/// </summary>
internal sealed class AntiForgery(RequestDelegate next, AntiForgeryTokens tokens)
{
    internal const string Header = "X-Antiforgery-Token";

    public Task InvokeAsync(HttpContext context) =>
        context.User.Identity is not PersonIdentity person || IsRead(context.Request.Method) || IsOpen(context) || HasToken(context, person)
            ? next(context)
            : Problems
                .Of(
                    StatusCodes.Status403Forbidden,
                    "That is not allowed.",
                    $"A request of somebody who has signed in needs the header {Header} with antiforgery_token of GET /api/session.",
                    new Dictionary<string, string[]> { [Header] = ["It is missing, or not the token of this session."] }
                )
                .ExecuteAsync(context);

    private bool HasToken(HttpContext context, PersonIdentity person) =>
        context.Request.Headers[Header] is [{ Length: > 0 and <= 100 } given]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(tokens.Of(person)));

    /// <summary>What anybody may call is not done in the name of whoever has signed in.</summary>
    private static bool IsOpen(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

/// <summary>Makes the tokens; any host of the cluster makes the same.</summary>
internal sealed class AntiForgeryTokens(LearningApiOptions options)
{
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, options.SessionKey, 32, info: "antiforgery"u8.ToArray());

    internal string Of(PersonIdentity person) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(
                _key,
                Encoding.UTF8.GetBytes(person.Session is { } session ? $"session {session.Id}" : $"proxy {person.Name}")
            )
        );
}
