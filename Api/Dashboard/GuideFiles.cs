using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Dashboard;

/// <summary>The built guide: a page for each address without an ending, and what the pages load.</summary>
internal sealed partial class GuideFiles
{
    /// <summary>Where it is served.</summary>
    internal const string ServedAt = "/guide";

    private const string Ending = ".html";
    private const string First = "index" + Ending;
    private const string NotFoundPage = "404" + Ending;

    private readonly FrozenDictionary<string, BuiltFile> _files;
    private readonly string _policy;
    private readonly string? _notFound;

    private GuideFiles(FrozenDictionary<string, BuiltFile> files, string policy, string? notFound) =>
        (_files, _policy, _notFound) = (files, policy, notFound);

    /// <summary>Reads which files there are, and the scripts within pages, which are allowed by their hashes.</summary>
    internal static GuideFiles In(string folder)
    {
        var files = BuiltFile.In(folder).ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
        var hashes = files
            .Values.Where(IsPage)
            .SelectMany(page => InlineScript().Matches(File.ReadAllText(page.File.FullName)))
            .Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[1].Value)))}'")
            .Distinct()
            .Order(StringComparer.Ordinal);
        // Listings are coloured by attributes, which no hash allows, and changing the scheme adds a style; none of it is a script.
        return new GuideFiles(
            files,
            $"default-src 'self'; script-src 'self' {string.Join(' ', hashes)}; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'",
            files.GetValueOrDefault(NotFoundPage) is { } page ? File.ReadAllText(page.File.FullName) : null
        );
    }

    /// <summary>Serves them. What is no page of it is not found, which a page of its own says.</summary>
    internal void MapTo(IEndpointRouteBuilder application)
    {
        application
            .MapMethods($"{ServedAt}/{{**name}}", [HttpMethods.Get, HttpMethods.Head], Answer)
            .AllowAnonymous()
            .ExcludeFromDescription();

        IResult Answer(HttpContext context, string? name)
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            if (context.Request.Path == ServedAt)
                return TypedResults.Redirect($"{ServedAt}/{context.Request.QueryString}");
            name ??= "";
            if (Find(name) is { } file)
                return Send(context, file);
            // The links of a folder's page are relative to it.
            if (_files.ContainsKey($"{name}/{First}"))
                return TypedResults.Redirect($"{ServedAt}/{name}/{context.Request.QueryString}");
            return _notFound is null || BuiltFile.IsHashed(name) ? TypedResults.NotFound() : SayNotFound(context, _notFound);
        }
    }

    private BuiltFile? Find(string name) =>
        _files.GetValueOrDefault(name) ?? _files.GetValueOrDefault(name.Length == 0 || name.EndsWith('/') ? name + First : name + Ending);

    private PhysicalFileHttpResult Send(HttpContext context, BuiltFile file)
    {
        if (IsPage(file))
            context.Response.Headers.ContentSecurityPolicy = _policy;
        return file.Answer(context);
    }

    private ContentHttpResult SayNotFound(HttpContext context, string page)
    {
        context.Response.Headers.ContentSecurityPolicy = _policy;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(page, "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
    }

    private static bool IsPage(BuiltFile file) => file.Name.EndsWith(Ending, StringComparison.Ordinal);

    [GeneratedRegex("<script(?![^>]* src=)[^>]*>(.*?)</script>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineScript();
}
