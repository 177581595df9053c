using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LearningActors.Http;

/// <summary>Tags what is read, so that a reader that has it already is told so: RFC 9110, section 8.8.3.</summary>
/// <remarks>
/// The tag is weak, since compression changes the bytes and not what they say. It is of the whole answer: where a field such as
/// <c>as_of</c> moves, so does the tag.
/// </remarks>
internal sealed class EntityTags(RequestDelegate next)
{
    private const int HashedBytes = 12;

    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is not null
            ? TagAsync(context)
            : next(context);

    private async Task TagAsync(HttpContext context)
    {
        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            response.Headers.CacheControl = response.Headers.CacheControl is { Count: > 0 } given ? given : "private, no-cache";
            var tag = TagOf(bytes.Span);
            response.Headers.ETag = tag;
            if (Matches(context.Request.Headers.IfNoneMatch, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentLength = null;
                response.ContentType = null;
                return;
            }

            response.ContentLength = bytes.Length;
        }

        await body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>The first half of SHA-256, more than enough to tell answers apart.</summary>
    private static string TagOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return $"W/\"{Convert.ToHexStringLower(hash[..HashedBytes])}\"";
    }

    /// <summary>The weak comparison of RFC 9110: the letters W/ do not matter.</summary>
    private static bool Matches(StringValues given, string tag)
    {
        foreach (var line in given)
        {
            foreach (var one in line.AsSpan().Split(','))
            {
                var candidate = line.AsSpan()[one].Trim();
                if (candidate is "*" || candidate.EndsWith(tag.AsSpan(2), StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }
}
