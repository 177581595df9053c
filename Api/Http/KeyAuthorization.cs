using LearningActors.Access;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>Lets a request through to an endpoint when its bearer key, or the one that the dashboard reads by, has one of the scopes asked for.</summary>
internal sealed class KeyAuthorization(RequestDelegate next, KeyRing keys)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not { } required)
            return next(context);
        if (!keys.AreKnown)
            return Problems.NotConnected(context).ExecuteAsync(context);
        var header = context.Request.Headers.Authorization.ToString();
        var cookie = header.Length == 0 ? KeyCookie.Read(context) : null;
        if (cookie is null && !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Refuse(context, "Send the key in the header: Authorization: Bearer <key>.");
        if (keys.Find(cookie ?? header.AsSpan(Scheme.Length).Trim()) is not { } key)
            return Refuse(context, "The key is unknown or was revoked.");
        foreach (var scope in key.Scopes)
        {
            if (required.Any.Contains(scope))
            {
                context.Items[typeof(ApiKey)] = key;
                return next(context);
            }
        }

        return Problems
            .Of(
                StatusCodes.Status403Forbidden,
                "The key may not do this.",
                $"One of these scopes is needed: {string.Join(", ", required.Any)}."
            )
            .ExecuteAsync(context);
    }

    private static Task Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, "A key is needed.", detail).ExecuteAsync(context);
    }
}
