using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace LearningActors.Access;

/// <summary>Secrets that open something: they are shown once and stored as their SHA-256.</summary>
public static class AccessToken
{
    /// <summary>What each API key begins with, so that scanners of repositories and logs find one that leaked.</summary>
    public const string KeyPrefix = "lak_";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int KeyLength = 36;
    private const int CheckLength = 6;

    /// <summary>How many characters of a key its holder may see again.</summary>
    public const int HintLength = 9;

    /// <summary>A secret of 256 bits for links and cookies, which can stand in an address.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// An API key: <c>lak_</c>, 36 random characters (214 bits) and six that follow from them, by which a scanner tells a key from what
    /// only looks like one.
    /// </summary>
    public static string NewKey()
    {
        var random = RandomNumberGenerator.GetString(Alphabet, KeyLength);
        return KeyPrefix + random + Check(random);
    }

    /// <summary>Whether a text is an API key by its form.</summary>
    public static bool IsKey(string text) =>
        text.Length == KeyPrefix.Length + KeyLength + CheckLength
        && text.StartsWith(KeyPrefix, StringComparison.Ordinal)
        && Check(text.Substring(KeyPrefix.Length, KeyLength)) == text[^CheckLength..];

    /// <summary>SHA-256 of a secret.</summary>
    public static ImmutableArray<byte> Hash(string secret) => [.. SHA256.HashData(Encoding.UTF8.GetBytes(secret))];

    private static string Check(string random)
    {
        var value = BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes(random))) & long.MaxValue;
        return string.Create(
            CheckLength,
            value,
            static (text, rest) =>
            {
                for (var i = 0; i < text.Length; i++, rest /= (ulong)Alphabet.Length)
                    text[i] = Alphabet[(int)(rest % (ulong)Alphabet.Length)];
            }
        );
    }
}
