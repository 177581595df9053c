using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Http;

/// <summary>
/// Ids and tickers may hold a slash, such as <c>BRK/B</c>; in a path it is escaped, and the server leaves just that escape as it is.
/// </summary>
internal static class EscapedSlashes
{
    private const string Escaped = "%2F";

    /// <summary>Reads <c>%2F</c> in what a path names as a slash; after routing.</summary>
    internal static void UseEscapedSlashes(this IApplicationBuilder application) =>
        application.Use(
            (context, next) =>
            {
                if (context.Request.Path.Value?.Contains(Escaped, StringComparison.OrdinalIgnoreCase) == true)
                    Unescape(context.Request.RouteValues);
                return next(context);
            }
        );

    private static void Unescape(RouteValueDictionary values)
    {
        foreach (var (name, value) in values.ToArray())
        {
            if (value is string text && text.Contains(Escaped, StringComparison.OrdinalIgnoreCase))
                values[name] = text.Replace(Escaped, "/", StringComparison.OrdinalIgnoreCase);
        }
    }
}
