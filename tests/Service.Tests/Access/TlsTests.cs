using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LearningActors.Tests.Access;

/// <summary>TLS by Kestrel's own settings, with the cookie and header that go with it.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task OverHttpsTheCookieIsOfThisHostAloneAndBrowsersStayOnHttps()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("learningactors-tls-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), rsa.ExportPkcs8PrivateKeyPem());
            await using var service = await TestService.StartAsync(builder =>
            {
                // As SECURITY.md has it.
                foreach (var (name, value) in Listing.Of("SECURITY.md", "Kestrel__").Settings())
                    builder.Configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value
                        .Replace("0.0.0.0:8443", "127.0.0.1:0", StringComparison.Ordinal)
                        .Replace("/etc/learningactors", folder, StringComparison.Ordinal);
            });
            Assert.StartsWith("https://", service.Url);
            using var http = new HttpClient(
                new SocketsHttpHandler
                {
                    SslOptions =
                    {
                        RemoteCertificateValidationCallback = (_, given, _, _) =>
                            given!.GetCertHashString() == certificate.GetCertHashString(),
                    },
                }
            )
            {
                BaseAddress = new Uri(service.Url),
            };
            var signedIn = await http.PostAsJsonAsync(
                "/api/session/link",
                new
                {
                    token = service.FirstAdminToken,
                    name = "root-admin",
                    password = Browser.GoodPassword,
                }
            );
            Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
            var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
            Assert.StartsWith("__Host-learning_session=", cookie);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.StartsWith("max-age=", signedIn.Headers.GetValues("Strict-Transport-Security").Single());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
