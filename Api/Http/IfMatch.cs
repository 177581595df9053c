using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>Which revision of something an answer shows; its tag begins with the number.</summary>
/// <param name="Number">It grows with each change.</param>
internal sealed record Revision(int Number);

/// <summary>
/// The header <c>If-Match</c> (RFC 9110, section 13.1.1): a change is made only to the revision that its sender has seen. Of a tag the
/// number counts, which stands before the first dot, and not the hash of the bytes: what else an answer shows may have moved on.
/// </summary>
internal static class IfMatch
{
    private const string Header = "If-Match";

    /// <summary>The header, as the OpenAPI document shows it.</summary>
    internal static OpenApiParameter Description =>
        new()
        {
            Name = Header,
            In = ParameterLocation.Header,
            Description =
                "The ETag, or the revision in quotes, that was decided on. Where somebody was faster, nothing is changed, and the answer "
                + "is 412 with what it is now. Without it the last one wins.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = Pattern },
            Example = JsonValue.Create("\"7\""),
        };

    private const string Pattern = "^(\\*|(W/)?\"[0-9]{1,9}(\\.[0-9a-f]+)?\")$";

    /// <summary>Reads the header.</summary>
    /// <param name="context">The request.</param>
    /// <param name="revision">The revision; null where any will do.</param>
    /// <param name="problem">What is wrong with the header.</param>
    /// <returns>False where something is wrong.</returns>
    internal static bool TryRead(HttpContext context, out int? revision, [NotNullWhen(false)] out IResult? problem)
    {
        (revision, problem) = (null, null);
        var values = context.Request.Headers.IfMatch;
        if (values.Count == 0 || values is ["*"])
            return true;
        if (values is [{ } tag] && Number(tag) is { } number)
        {
            revision = number;
            return true;
        }

        problem = Problems.BadField(Header, "Expected one ETag of an earlier answer, or its revision in quotes, such as \"7\".");
        return false;
    }

    /// <summary>Says which revision the answer shows.</summary>
    internal static void Tag(HttpContext context, int revision)
    {
        if (HttpMethods.IsGet(context.Request.Method))
            context.Features.Set(new Revision(revision));
        else
            context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");
    }

    private static int? Number(ReadOnlySpan<char> tag)
    {
        if (tag.StartsWith("W/", StringComparison.Ordinal))
            tag = tag[2..];
        if (tag.Length < 3 || tag[0] != '"' || tag[^1] != '"')
            return null;
        tag = tag[1..^1];
        var dot = tag.IndexOf('.');
        return int.TryParse(dot < 0 ? tag : tag[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>The endpoint reads <see cref="IfMatch"/>.</summary>
internal sealed record TakesIfMatch;

/// <summary>Says of endpoints that they change only what their caller has seen.</summary>
internal static class ConditionalEndpoints
{
    /// <summary>The endpoint reads <see cref="IfMatch"/>, and refuses with 412.</summary>
    internal static RouteHandlerBuilder AcceptsIfMatch(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new TakesIfMatch()).ProducesProblem(StatusCodes.Status412PreconditionFailed);
}
