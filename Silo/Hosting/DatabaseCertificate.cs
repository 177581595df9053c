using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>Says what is wrong with the certificate of a database server that a connection refused.</summary>
internal static class DatabaseCertificate
{
    /// <param name="exception">Why there is no connection.</param>
    /// <param name="target">The database.</param>
    /// <returns>A sentence; null where it was not for the certificate.</returns>
    internal static async Task<string?> FaultAsync(Exception? exception, NpgsqlConnectionStringBuilder target)
    {
        while (exception is not null and not AuthenticationException)
            exception = exception.InnerException;
        if (exception is null)
            return null;
        using var shown = await LookAsync(target);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return shown is null ? exception.Message
            : shown.NotAfter.ToUniversalTime() < now ? $"It has expired on {Day(shown.NotAfter)}."
            : shown.NotBefore.ToUniversalTime() > now ? $"It is not valid before {Day(shown.NotBefore)}."
            : $"It is for {shown.Subject}, from {shown.Issuer}. {exception.Message}";
    }

    /// <summary>Connects once more, only to see the certificate; nothing is sent after it.</summary>
    private static async Task<X509Certificate2?> LookAsync(NpgsqlConnectionStringBuilder target)
    {
        X509Certificate2? shown = null;
        var look = new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(target.ConnectionString)
            {
                SslMode = SslMode.Require,
                RootCertificate = null,
                Pooling = false,
            }.ConnectionString
        );
        look.UseSslClientAuthenticationOptionsCallback(options =>
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                shown = certificate is null ? null : new X509Certificate2(certificate);
                return false;
            }
        );
        await using var source = look.Build();
        try
        {
            await using var connection = await source.OpenConnectionAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            // It was to end so: it has been seen.
        }

        return shown;
    }

    private static string Day(DateTime at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
