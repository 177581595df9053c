using System.Security.Cryptography;
using System.Text;

namespace LearningActors.Feedback;

/// <summary>Sessions, and units of assignment, by the name under which they are stored: a keyed hash.</summary>
/// <remarks>
/// HMAC-SHA256 of a session has 32 bytes. The first half is stored. The second half is stored nowhere: what is derived from it can be
/// made again by whoever has the key and the session, and leads nobody who reads the database from one row to another.
/// </remarks>
internal sealed class SessionPseudonyms(LearningApiOptions options)
{
    /// <summary>Characters of a session at most.</summary>
    internal const int LongestSession = 200;

    /// <summary>Before a unit, so that a session of the same text has another name. No text has it in it.</summary>
    private const string UnitPrefix = "unit\0";

    private const int Half = HMACSHA256.HashSizeInBytes / 2;

    /// <summary>The first half; never all zero, which means no session.</summary>
    internal Guid Of(string session)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(session, hash);
        return NameIn(hash);
    }

    /// <summary>The name of what prompts are assigned by; not that of a session of the same text.</summary>
    internal Guid OfUnit(string unit) => Of(UnitPrefix + unit);

    /// <summary>The first half, and the second, from which the session's votes get a name of their own when it is forgotten.</summary>
    internal ForgottenSession Forgotten(string session)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(session, hash);
        return new ForgottenSession(NameIn(hash), new Guid(hash[Half..], bigEndian: true), OfUnit(session));
    }

    /// <summary>Of a person who has signed in. No session that a request can name is the same: NUL is refused in all texts.</summary>
    internal ForgottenSession OfPerson(string name) => Forgotten($"\0{name}");

    private static Guid NameIn(Span<byte> hash)
    {
        hash[0] |= 1;
        return new Guid(hash[..Half]);
    }

    private void Hash(string session, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[(UnitPrefix.Length + LongestSession) * 3];
        HMACSHA256.HashData(options.SessionKey, text[..Encoding.UTF8.GetBytes(session, text)], hash);
    }
}
