using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;

namespace LearningActors.Dashboard;

/// <summary>The dashboard's files.</summary>
internal static class DashboardEndpoints
{
    internal const string Path = "/dashboard";

    /// <summary>Serves the dashboard from a folder; where it was not built, the page to try the API stands in for it.</summary>
    internal static void UseDashboard(this WebApplication application, string folder, bool isBuilt)
    {
        application.MapGet("/", () => TypedResults.Redirect(isBuilt ? $"{Path}/" : "/docs/")).AllowAnonymous().ExcludeFromDescription();
        if (!isBuilt)
            return;
        application
            .MapGet(Path, (HttpContext context) => Index(context, System.IO.Path.Combine(folder, "index.html")))
            .AllowAnonymous()
            .ExcludeFromDescription();
        application.UseStaticFiles(
            new StaticFileOptions
            {
                RequestPath = Path,
                FileProvider = new PhysicalFileProvider(folder),
                OnPrepareResponse = response => response.Context.Response.Headers.CacheControl = "no-cache",
            }
        );
    }

    private static IResult Index(HttpContext context, string file)
    {
        // Without the slash the page would look for its script elsewhere.
        if (!context.Request.Path.Value!.EndsWith('/'))
            return TypedResults.Redirect($"{Path}/");
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-cache";
        return Results.File(file, "text/html; charset=utf-8");
    }
}
