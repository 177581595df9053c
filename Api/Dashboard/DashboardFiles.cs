using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Dashboard;

/// <summary>The built dashboard: its files, compressed as npm left them, and its page for every address below it.</summary>
internal sealed class DashboardFiles
{
    private const string PageName = "index.html";

    /// <summary>The word of the built page that gives way to a nonce.</summary>
    private const string NonceWord = "__CSP_NONCE__";

    /// <summary>The script of the card, which pages of other origins load.</summary>
    private const string CardName = "card.js";

    private readonly FrozenDictionary<string, BuiltFile> _files;
    private readonly string _page;

    private DashboardFiles(FrozenDictionary<string, BuiltFile> files, string page) => (_files, _page) = (files, page);

    /// <summary>Reads what is in a folder; the files themselves are read with each request.</summary>
    internal static DashboardFiles In(string folder)
    {
        var found = BuiltFile.In(folder).Where(file => file.Name != PageName).ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
        return new DashboardFiles(found, File.ReadAllText(Path.Combine(folder, PageName)));
    }

    /// <summary>Serves them below a path. What is no file is an address of the page, which reads it itself.</summary>
    internal void MapTo(IEndpointRouteBuilder application, string path)
    {
        application.MapMethods($"{path}/{{**name}}", [HttpMethods.Get, HttpMethods.Head], Answer).AllowAnonymous().ExcludeFromDescription();

        IResult Answer(HttpContext context, string? name)
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            if (name is not null && _files.TryGetValue(name, out var file))
            {
                if (name == CardName)
                    context.Response.Headers.AccessControlAllowOrigin = "*";
                return file.Answer(context);
            }

            // A script of an older build, which a page still open asks for.
            if (name is not null && BuiltFile.IsHashed(name))
                return TypedResults.NotFound();
            return context.Request.Path == path ? TypedResults.Redirect($"{path}/{context.Request.QueryString}") : Page(context);
        }
    }

    private ContentHttpResult Page(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; "
            + $"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Content(_page.Replace(NonceWord, nonce, StringComparison.Ordinal), "text/html; charset=utf-8");
    }
}
