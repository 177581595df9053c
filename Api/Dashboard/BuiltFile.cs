using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace LearningActors.Dashboard;

/// <summary>A file that npm built, with the compressed ones that it left beside it.</summary>
/// <param name="Name">Its path below the folder, with slashes.</param>
/// <param name="File">The file; it is read with each request.</param>
/// <param name="Type">Its media type.</param>
/// <param name="HasBrotli">Whether a brotli-compressed one is beside it.</param>
/// <param name="HasGzip">Whether one of gzip is.</param>
internal sealed record BuiltFile(string Name, FileInfo File, string Type, bool HasBrotli, bool HasGzip)
{
    private static readonly FileExtensionContentTypeProvider s_types = new();

    /// <summary>The files in a folder and below it, without those that are the compressed ones of others.</summary>
    internal static IEnumerable<BuiltFile> In(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is not (".br" or ".gz"))
            .Select(file => new BuiltFile(
                Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'),
                file,
                s_types.TryGetContentType(file.Name, out var type) ? type : "application/octet-stream",
                System.IO.File.Exists($"{file.FullName}.br"),
                System.IO.File.Exists($"{file.FullName}.gz")
            ));

    /// <summary>The name of what the bundler made has a hash of its content.</summary>
    internal static bool IsHashed(string name) => name.StartsWith("assets/", StringComparison.Ordinal);

    /// <summary>The file, in the encoding that the browser takes, with how long it may be kept.</summary>
    internal PhysicalFileHttpResult Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = IsHashed(Name) ? "public, max-age=31536000, immutable" : "no-cache";
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
