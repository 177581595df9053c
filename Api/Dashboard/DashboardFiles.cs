using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace LearningActors.Dashboard;

/// <summary>The built dashboard: its files, compressed as npm left them, and its page for every address below it.</summary>
internal sealed class DashboardFiles
{
    private const string PageName = "index.html";

    /// <summary>The word of the built page that gives way to a nonce.</summary>
    private const string NonceWord = "__CSP_NONCE__";

    /// <summary>The script of the card, which pages of other origins load.</summary>
    private const string CardName = "card.js";

    private readonly FrozenDictionary<string, DashboardFile> _files;
    private readonly string _page;

    private DashboardFiles(FrozenDictionary<string, DashboardFile> files, string page) => (_files, _page) = (files, page);

    /// <summary>Reads what is in a folder; the files themselves are read with each request.</summary>
    internal static DashboardFiles In(string folder)
    {
        var types = new FileExtensionContentTypeProvider();
        var found = new DirectoryInfo(folder)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name != PageName && file.Extension is not (".br" or ".gz"))
            .Select(file => new DashboardFile(
                Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'),
                file,
                types.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream",
                File.Exists($"{file.FullName}.br"),
                File.Exists($"{file.FullName}.gz")
            ))
            .ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
        return new DashboardFiles(found, File.ReadAllText(Path.Combine(folder, PageName)));
    }

    /// <summary>Serves them below a path. What is no file is an address of the page, which reads it itself.</summary>
    internal void MapTo(IEndpointRouteBuilder application, string path)
    {
        application.MapGet($"{path}/{{**name}}", Answer).AllowAnonymous().ExcludeFromDescription();

        IResult Answer(HttpContext context, string? name)
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            if (name is not null && _files.TryGetValue(name, out var file))
                return file.Answer(context, isForAnyOrigin: name == CardName);
            // A script of an older build, which a page still open asks for.
            if (name?.StartsWith("assets/", StringComparison.Ordinal) == true)
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

    private sealed record DashboardFile(string Name, FileInfo File, string Type, bool HasBrotli, bool HasGzip)
    {
        internal PhysicalFileHttpResult Answer(HttpContext context, bool isForAnyOrigin)
        {
            var headers = context.Response.Headers;
            // The name of what the bundler made has a hash of its content.
            headers.CacheControl = Name.StartsWith("assets/", StringComparison.Ordinal)
                ? "public, max-age=31536000, immutable"
                : "no-cache";
            if (isForAnyOrigin)
                headers.AccessControlAllowOrigin = "*";
            var (ending, encoding) = Encoding(context.Request);
            if (HasBrotli || HasGzip)
                headers.Vary = HeaderNames.AcceptEncoding;
            if (encoding is not null)
                headers.ContentEncoding = encoding;
            var written = new DateTimeOffset(File.LastWriteTimeUtc);
            var tag = new EntityTagHeaderValue($"\"{written.Ticks:x}-{File.Length:x}{ending}\"");
            return TypedResults.PhysicalFile(File.FullName + ending, Type, lastModified: written, entityTag: tag);
        }

        private (string Ending, string? Encoding) Encoding(HttpRequest request)
        {
            var accepted = request.GetTypedHeaders().AcceptEncoding;
            bool Takes(string encoding) => accepted.Any(one => one.Value == encoding && one.Quality is not 0);
            return HasBrotli && Takes("br") ? (".br", "br")
                : HasGzip && Takes("gzip") ? (".gz", "gzip")
                : ("", null);
        }
    }
}
