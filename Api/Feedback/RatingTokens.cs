using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using LearningActors.Http;

namespace LearningActors.Feedback;

/// <summary>
/// Tokens by which a web page may read and rate some explanations for one rater, for a short while. An engine's server asks for one; the
/// page never sees a key.
/// </summary>
/// <remarks>
/// <c>lrt_</c>, what it says as JSON in base64url, a dot, and its HMAC-SHA256. Nothing is stored: any host of the cluster can check it.
/// </remarks>
internal sealed class RatingTokens(LearningApiOptions options, TimeProvider time)
{
    /// <summary>What each token begins with.</summary>
    internal const string Prefix = "lrt_";

    /// <summary>How many explanations a token may be for.</summary>
    internal const int MostExplanations = 50;

    private const int LongestToken = 6000;
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, options.SessionKey, 32, info: "rating token"u8.ToArray());

    /// <summary>Makes a token.</summary>
    /// <param name="issuer">The name of the key that asks for it.</param>
    /// <param name="rater">Who rates.</param>
    /// <param name="explanations">What they may read and rate.</param>
    /// <param name="expiresAt">Until when.</param>
    internal string Make(string issuer, ForgottenSession rater, ImmutableArray<Guid> explanations, DateTimeOffset expiresAt)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(
            new Said(issuer, rater.Session, rater.Secret, explanations, expiresAt.ToUnixTimeSeconds())
        );
        return $"{Prefix}{Base64Url.EncodeToString(said)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, said))}";
    }

    /// <summary>What a token says; null where it was not made here, or has expired.</summary>
    internal RaterIdentity? Read(ReadOnlySpan<char> token)
    {
        if (token.Length > LongestToken || !token.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var text = token[Prefix.Length..];
        if (text.IndexOf('.') is not (> 0 and var dot) || Decode(text[..dot]) is not { } said || Decode(text[(dot + 1)..]) is not { } mac)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, said), mac))
            return null;
        var read = JsonSerializer.Deserialize<Said>(said)!;
        return DateTimeOffset.FromUnixTimeSeconds(read.Expires) <= time.GetUtcNow()
            ? null
            : new RaterIdentity(read.Issuer, new ForgottenSession(read.Session, read.Secret), read.Explanations);
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (!Base64Url.IsValid(text))
            return null;
        return Base64Url.DecodeFromChars(text);
    }

    private sealed record Said(string Issuer, Guid Session, Guid Secret, ImmutableArray<Guid> Explanations, long Expires);
}

/// <summary>A web page with a rating token.</summary>
internal sealed class RaterIdentity(string issuer, ForgottenSession rater, ImmutableArray<Guid> explanations)
    : CallerIdentity(CallerKind.Rater, issuer, [Scope], $"{rater.Session}")
{
    /// <summary>What the endpoints for pages ask for; no key and no role has it.</summary>
    internal const string Scope = "rating-token";

    /// <summary>A page's reader clicks, and no faster.</summary>
    internal override int? RequestsPerMinute => 120;

    /// <summary>Who rates.</summary>
    internal ForgottenSession Rater => rater;

    /// <summary>Whether the page may read and rate it.</summary>
    internal bool MaySee(Guid explanation) => explanations.Contains(explanation);
}
