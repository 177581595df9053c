using System.Buffers.Text;
using System.Security.Cryptography;

namespace LearningActors.Access;

/// <summary>
/// What the cookie of a session holds: 128 random bits, and as many that follow from them and this cluster's key. So one that was made up
/// is known as such in memory, and costs the database nothing.
/// </summary>
internal sealed class SessionSecrets(LearningApiOptions options)
{
    private const int Half = 16;
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, options.SessionKey, 32, info: "session secret"u8.ToArray());

    internal string New()
    {
        Span<byte> secret = stackalloc byte[2 * Half];
        RandomNumberGenerator.Fill(secret[..Half]);
        Prove(secret[..Half], secret[Half..]);
        return Base64Url.EncodeToString(secret);
    }

    internal bool IsOurs(string secret)
    {
        Span<byte> bytes = stackalloc byte[2 * Half];
        Span<byte> proof = stackalloc byte[Half];
        if (!Base64Url.TryDecodeFromChars(secret, bytes, out var read) || read != bytes.Length)
            return false;
        Prove(bytes[..Half], proof);
        return CryptographicOperations.FixedTimeEquals(proof, bytes[Half..]);
    }

    private void Prove(ReadOnlySpan<byte> random, Span<byte> proof)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, random, whole);
        whole[..Half].CopyTo(proof);
    }
}
