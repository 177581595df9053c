using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LearningActors.Http;

/// <summary>The tag of an answer, by which a reader that has it already is told so: RFC 9110, section 8.8.3.</summary>
/// <remarks>
/// The tag is weak, since compression changes the bytes and not what they say. It is of the whole answer: where a field such as
/// <c>as_of</c> moves, so does the tag.
/// </remarks>
internal static class EntityTag
{
    private const int HashedBytes = 12;

    /// <summary>The tag of these bytes: the first part of their SHA-256, more than enough to tell answers apart.</summary>
    internal static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return $"W/\"{Convert.ToHexStringLower(hash[..HashedBytes])}\"";
    }

    /// <summary>The tag of these bytes, which say what something was at a revision: <see cref="IfMatch"/> reads it again.</summary>
    internal static string Of(ReadOnlySpan<byte> bytes, Revision? revision)
    {
        var tag = Of(bytes);
        return revision is null ? tag : string.Create(CultureInfo.InvariantCulture, $"W/\"{revision.Number}.{tag.AsSpan(3)}");
    }

    /// <summary>Puts the tag into the answer. True where the reader has the answer: then it is 304 and has no body.</summary>
    internal static bool IsKnown(HttpContext context, string tag)
    {
        var response = context.Response;
        if (response.Headers.CacheControl.Count == 0)
            response.Headers.CacheControl = "private, no-cache";
        response.Headers.ETag = tag;
        if (!Matches(context.Request.Headers.IfNoneMatch, tag))
            return false;
        response.StatusCode = StatusCodes.Status304NotModified;
        response.ContentLength = null;
        response.ContentType = null;
        return true;
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
