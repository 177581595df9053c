using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>What each answer tells browsers not to do with it. Pages have a policy of their own beside this.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>An answer of the API is data: where a browser shows it all the same, nothing in it runs.</summary>
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    private const string Year = "max-age=31536000; includeSubDomains";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = Year;
        // A page says more exactly what it may do.
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            headers.ContentSecurityPolicy = DataPolicy;
        else
            headers.XFrameOptions = "DENY";
        return next(context);
    }
}
