using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LearningActors.Tests;

/// <summary>An authority of a test's own, with a certificate for servers on loopback that is good and one that has expired.</summary>
internal sealed class TestCertificates : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    internal TestCertificates()
    {
        var now = DateTimeOffset.UtcNow;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=LearningActors test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Authority = request.CreateSelfSigned(now.AddYears(-3), now.AddYears(3));
        Good = Issue(now.AddDays(-1), now.AddDays(30));
        Expired = Issue(now.AddDays(-60), now.AddDays(-1));
    }

    /// <summary>Whom clients trust.</summary>
    internal X509Certificate2 Authority { get; }

    internal X509Certificate2 Good { get; }

    internal X509Certificate2 Expired { get; }

    /// <summary>
    /// Writes <c>authority.pem</c>, and <c>good</c> and <c>expired</c> with <c>.crt</c> and <c>.key</c>, as PostgreSQL reads them.
    /// </summary>
    internal void WriteTo(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "authority.pem"), Authority.ExportCertificatePem());
        foreach (var (name, certificate) in new[] { ("good", Good), ("expired", Expired) })
        {
            File.WriteAllText(Path.Combine(directory, $"{name}.crt"), certificate.ExportCertificatePem());
            var key = Path.Combine(directory, $"{name}.key");
            File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
            // PostgreSQL takes no key that others can read.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public void Dispose()
    {
        Authority.Dispose();
        Good.Dispose();
        Expired.Dispose();
    }

    private X509Certificate2 Issue(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        using var issued = request.Create(Authority, from, until, RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        // As a server of .NET can use it.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
