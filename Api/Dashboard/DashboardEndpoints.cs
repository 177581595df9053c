using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;

namespace LearningActors.Dashboard;

/// <summary>The dashboard's files, and the cookie by which it reads.</summary>
internal static class DashboardEndpoints
{
    internal const string Path = "/dashboard";
    private static readonly TextField s_key = new("key", "a key with the scope read or admin", 200) { IsRequired = true };

    /// <summary>Serves the dashboard from a folder; where it was not built, the page to try the API stands in for it.</summary>
    internal static void UseDashboard(this WebApplication application, string folder, bool isBuilt)
    {
        application.MapGet("/", () => TypedResults.Redirect(isBuilt ? $"{Path}/" : "/docs/")).AllowAnonymous().ExcludeFromDescription();
        application
            .MapPost($"{Path}/session", SignIn)
            .WithBody(new BodySchema("SignIn", s_key), """{"key": "…"}""")
            .AllowAnonymous()
            .ExcludeFromDescription();
        application.MapDelete($"{Path}/session", SignOut).AllowAnonymous().ExcludeFromDescription();
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

    private static async Task<IResult> SignIn(HttpContext context, KeyRing keys)
    {
        var (text, problem) = await JsonBody.ReadObjectAsync(context, fields => fields.Read(s_key));
        if (text is null)
            return problem!;
        if (!keys.AreKnown)
            return Problems.NotConnected(context);
        if (keys.Find(text) is not { Key: var key } || !key.Scopes.Any(scope => scope is Scopes.Read or Scopes.Admin))
            return Problems.Of(
                StatusCodes.Status401Unauthorized,
                "A key is needed.",
                "The key is unknown, or has neither the scope read nor admin."
            );
        KeyCookie.Give(context, text);
        return TypedResults.NoContent();
    }

    private static NoContent SignOut(HttpContext context)
    {
        KeyCookie.Take(context);
        return TypedResults.NoContent();
    }
}
