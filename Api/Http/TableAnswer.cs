using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace LearningActors.Http;

/// <summary>A part of a list as CSV. What brings the next part is in the headers <c>Link</c> (RFC 8288) and <c>Next-Cursor</c>.</summary>
/// <param name="items">The part.</param>
/// <param name="nextCursor">Null on the last part.</param>
/// <param name="name">What the file is called; the last part of the path where it has no other name.</param>
internal sealed class TableAnswer<T>(ImmutableArray<T> items, string? nextCursor, string? name = null) : IResult
{
    internal const string CursorHeader = "Next-Cursor";

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, headers) = (httpContext.Request, httpContext.Response.Headers);
        httpContext.Response.ContentType = $"{CsvTable<T>.MediaType}; charset=utf-8";
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"{name ?? request.Path.Value![(request.Path.Value!.LastIndexOf('/') + 1)..]}.csv",
        }.ToString();
        if (nextCursor is not null)
        {
            var query = new QueryBuilder(
                request
                    .Query.Where(one => one.Key is not "cursor")
                    .SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? ""))
            )
            {
                { "cursor", nextCursor },
            };
            headers[CursorHeader] = nextCursor;
            headers.Link = $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"";
        }

        return CsvTable<T>.WriteAsync(httpContext.Response.Body, items, httpContext.RequestAborted);
    }
}
