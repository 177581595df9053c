using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>
/// The key of somebody who signed in to the dashboard. It is good for reading only, so that no other site can have anything done
/// by it; scripts can't read it, and other sites don't send it.
/// </summary>
internal static class KeyCookie
{
    private const string Name = "learning_key";
    private static readonly TimeSpan s_lasts = TimeSpan.FromDays(7);

    /// <summary>The key that a reading request brings; null where there is none.</summary>
    internal static string? Read(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? context.Request.Cookies[Name] : null;

    internal static void Give(HttpContext context, string key) => context.Response.Cookies.Append(Name, key, Options(context, s_lasts));

    internal static void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? lasts) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = lasts,
            IsEssential = true,
        };
}
