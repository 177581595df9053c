using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>What each answer tells browsers not to do with it. Pages have a policy of their own beside this.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>An answer of the API is data: where a browser shows it all the same, nothing in it runs.</summary>
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>The page to try the API has styles of its own within it, and no scripts.</summary>
    private const string DocsPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    private const string Year = "max-age=31536000; includeSubDomains";

    public Task InvokeAsync(HttpContext context)
    {
        // When the answer begins, so that they are on one that was begun anew after a fault, too.
        context.Response.OnStarting(static state => Add((HttpContext)state), context);
        return next(context);
    }

    private static Task Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = Year;
        if (Is(context, "/api"))
            headers.ContentSecurityPolicy = DataPolicy;
        else
            headers.XFrameOptions = "DENY";
        if (Is(context, "/docs"))
            headers.ContentSecurityPolicy = DocsPolicy;
        return Task.CompletedTask;
    }

    private static bool Is(HttpContext context, string path) =>
        context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);
}
