using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LearningActors.Access;

/// <summary>
/// Hashes passwords with the hasher of ASP.NET Core: PBKDF2 with HMAC-SHA512 and a salt for each. It is done in this process, so that no
/// password goes to another silo.
/// </summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>As OWASP's password storage cheat sheet has it for PBKDF2-HMAC-SHA512.</summary>
    private const int Iterations = 210_000;

    /// <summary>
    /// So many hashes at a time: each takes a processor for about a tenth of a second, and votes shall not wait for them.
    /// </summary>
    private readonly SemaphoreSlim _atATime = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly PasswordHasher<object> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly object _nobody = new();

    /// <summary>What a password is compared with where there is nobody: the time tells nothing then.</summary>
    private readonly Lazy<string> _hashOfNone;

    public Passwords() => _hashOfNone = new(() => _hasher.HashPassword(_nobody, AccessToken.New()));

    public void Dispose() => _atATime.Dispose();

    internal async Task<string> HashAsync(string password)
    {
        await _atATime.WaitAsync();
        try
        {
            return await Task.Run(() => _hasher.HashPassword(_nobody, password));
        }
        finally
        {
            _atATime.Release();
        }
    }

    /// <summary>Whether the password is the one of the hash; takes as long where there is no hash.</summary>
    internal async Task<bool> IsRightAsync(string? hash, string password)
    {
        await _atATime.WaitAsync();
        try
        {
            var result = await Task.Run(() => _hasher.VerifyHashedPassword(_nobody, hash ?? _hashOfNone.Value, password));
            return result != PasswordVerificationResult.Failed && hash is not null;
        }
        finally
        {
            _atATime.Release();
        }
    }
}
