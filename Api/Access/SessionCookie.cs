using Microsoft.AspNetCore.Http;

namespace LearningActors.Access;

/// <summary>
/// The cookie of a session: scripts can't read it, and other sites' forms don't send it. On https its name begins with <c>__Host-</c>,
/// which browsers take from this host alone.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "learning_session";
    private const string SecureName = $"__Host-{Name}";

    /// <summary>Characters of a secret; what is longer or shorter is none.</summary>
    private const int SecretLength = 43;

    /// <summary>The secret that the request brings; null where there is none.</summary>
    internal static string? Read(HttpContext context) =>
        context.Request.Cookies[NameFor(context)] is { Length: SecretLength } secret ? secret : null;

    internal static void Give(HttpContext context, string secret, DateTimeOffset expiresAt) =>
        context.Response.Cookies.Append(NameFor(context), secret, Options(context, expiresAt));

    internal static void Take(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), Options(context, null));

    private static string NameFor(HttpContext context) => context.Request.IsHttps ? SecureName : Name;

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expiresAt) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
            Expires = expiresAt,
            IsEssential = true,
        };
}
