using Microsoft.AspNetCore.Builder;

namespace LearningActors.Http;

/// <summary>
/// Ids and tickers may hold a slash, such as <c>BRK/B</c>; in a path it is escaped, and the server leaves just that escape as it is.
/// </summary>
internal static class EscapedSlashes
{
    /// <summary>Reads <c>%2F</c> in what a path names as a slash; after routing.</summary>
    internal static void UseEscapedSlashes(this IApplicationBuilder application) =>
        application.Use(
            (context, next) =>
            {
                foreach (var (name, value) in context.Request.RouteValues.ToArray())
                {
                    if (value is string text && text.Contains("%2F", StringComparison.OrdinalIgnoreCase))
                        context.Request.RouteValues[name] = text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
                }

                return next(context);
            }
        );
}
