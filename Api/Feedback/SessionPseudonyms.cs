using System.Security.Cryptography;
using System.Text;

namespace LearningActors.Feedback;

/// <summary>Sessions by the name under which they are stored: a keyed hash. The session itself goes no further than the API.</summary>
internal sealed class SessionPseudonyms(LearningApiOptions options)
{
    /// <summary>Characters of a session at most.</summary>
    internal const int LongestSession = 200;

    /// <summary>The first 16 bytes of HMAC-SHA256; never all zero, which means no session.</summary>
    internal Guid Of(string session)
    {
        Span<byte> text = stackalloc byte[LongestSession * 3];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(options.SessionKey, text[..Encoding.UTF8.GetBytes(session, text)], hash);
        hash[0] |= 1;
        return new Guid(hash[..16]);
    }
}
