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
/// <c>lrt_</c> and, in base64url, a nonce, what it says as JSON encrypted with AES-256-GCM, and the tag by which a forged one is known.
/// It is
/// not readable, since what leads from a rater to their votes is in it. Nothing is stored: any host of the cluster can read it.
/// </remarks>
internal sealed class RatingTokens(LearningApiOptions options, TimeProvider time) : IDisposable
{
    /// <summary>What each token begins with.</summary>
    internal const string Prefix = "lrt_";

    /// <summary>How many explanations a token may be for.</summary>
    internal const int MaxExplanations = 50;

    private const int LongestToken = 6000;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly AesGcm _cipher = new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, options.SessionKey, 32, info: "rating token"u8.ToArray()),
        TagBytes
    );

    /// <summary>Makes a token.</summary>
    /// <param name="issuer">The name of the key that asks for it.</param>
    /// <param name="issuerKey">Tells that key from others of its name.</param>
    /// <param name="rater">Who rates.</param>
    /// <param name="explanations">What they may read and rate.</param>
    /// <param name="expiresAt">Until when.</param>
    internal string Make(
        string issuer,
        ulong issuerKey,
        ForgottenSession rater,
        ImmutableArray<Guid> explanations,
        DateTimeOffset expiresAt
    )
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(
            new Said(issuer, issuerKey, rater.Session, rater.Secret, explanations, expiresAt.ToUnixTimeSeconds())
        );
        var token = new byte[NonceBytes + said.Length + TagBytes];
        RandomNumberGenerator.Fill(token.AsSpan(0, NonceBytes));
        _cipher.Encrypt(token.AsSpan(0, NonceBytes), said, token.AsSpan(NonceBytes, said.Length), token.AsSpan(NonceBytes + said.Length));
        return Prefix + Base64Url.EncodeToString(token);
    }

    /// <summary>What a token says; null where it was not made here, or has expired.</summary>
    internal RaterIdentity? Read(ReadOnlySpan<char> token)
    {
        if (
            token.Length > LongestToken
            || !token.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base64Url.IsValid(token[Prefix.Length..])
        )
            return null;
        var bytes = Base64Url.DecodeFromChars(token[Prefix.Length..]);
        if (bytes.Length <= NonceBytes + TagBytes)
            return null;
        var said = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            _cipher.Decrypt(
                bytes.AsSpan(0, NonceBytes),
                bytes.AsSpan(NonceBytes, said.Length),
                bytes.AsSpan(NonceBytes + said.Length),
                said
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        var read = JsonSerializer.Deserialize<Said>(said)!;
        return DateTimeOffset.FromUnixTimeSeconds(read.Expires) <= time.GetUtcNow()
            ? null
            : new RaterIdentity(read.Issuer, read.IssuerKey, new ForgottenSession(read.Session, read.Secret), read.Explanations);
    }

    public void Dispose() => _cipher.Dispose();

    private sealed record Said(string Issuer, ulong IssuerKey, Guid Session, Guid Secret, ImmutableArray<Guid> Explanations, long Expires);
}

/// <summary>A web page with a rating token.</summary>
internal sealed class RaterIdentity(string issuer, ulong issuerKey, ForgottenSession rater, ImmutableArray<Guid> explanations)
    : CallerIdentity(CallerKind.Rater, issuer, [Scope], $"{rater.Session}")
{
    /// <summary>What the endpoints for pages ask for; no key and no role has it.</summary>
    internal const string Scope = "rating-token";

    /// <summary>A page's reader clicks, and no faster.</summary>
    internal override int? RequestsPerMinute => 120;

    /// <summary>The key that the token comes from.</summary>
    internal override ulong? KeyMark => issuerKey;

    /// <summary>Who rates.</summary>
    internal ForgottenSession Rater => rater;

    /// <summary>Whether the page may read and rate it.</summary>
    internal bool MaySee(Guid explanation) => explanations.Contains(explanation);
}
