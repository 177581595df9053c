using System.Security.Cryptography;
using System.Text;

namespace LearningActors;

/// <summary>Ids that follow from a name: the same name always has the same id.</summary>
public static class HashedId
{
    /// <summary>UUID version 8 (RFC 9562, section 5.8) of the first half of the name's SHA-256.</summary>
    /// <param name="name">Begins with what kind of thing it names, so that names of different kinds never meet.</param>
    public static Guid Of(string name) => Of(Encoding.UTF8.GetBytes(name));

    /// <summary>UUID version 8 of the first half of the content's SHA-256.</summary>
    public static Guid Of(ReadOnlySpan<byte> content)
    {
        var hash = SHA256.HashData(content);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
