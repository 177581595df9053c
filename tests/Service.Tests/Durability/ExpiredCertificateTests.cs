using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Hosting;
using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>A certificate that has expired is named to the operator, and never hangs anything.</summary>
public sealed class ExpiredCertificateTests : IAsyncLifetime, IDisposable
{
    private readonly ServiceHome _home = new();
    private readonly TestCertificates _certificates = new();

    private string Folder => Path.Combine(_home.Path, "postgres", "tls");

    public Task InitializeAsync()
    {
        // The start of the server hands its folder over to its user.
        _certificates.WriteTo(Folder);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _home.RemoveAsync();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task AServiceWhoseDatabaseHasAnExpiredCertificateSaysInOneLineWhatToDo()
    {
        var postgres = await PrivatePostgres.StartAsync(
            _home.Path,
            "ssl=on",
            $"ssl_cert_file={Folder}/expired.crt",
            $"ssl_key_file={Folder}/expired.key"
        );
        var connection = new NpgsqlConnectionStringBuilder(postgres.ConnectionString)
        {
            SslMode = SslMode.VerifyFull,
            RootCertificate = Path.Combine(Folder, "authority.pem"),
        };
        var (service, exit) = await ServiceProcess.TryStartAsync(
            _home.Path,
            _home.Port,
            new Dictionary<string, string> { ["LEARNING_POSTGRES"] = connection.ConnectionString }
        );
        service?.Dispose();
        Assert.StartsWith("1: LearningActors cannot start: ", exit);
        Assert.Single(exit.Trim().Split('\n'));
        Assert.Contains("its certificate is refused: It has expired on", exit);
        Assert.Contains("LEARNING_POSTGRES", exit);
    }

    [Fact]
    public async Task AModelWithAnExpiredCertificateCostsNoExplanation()
    {
        var shown = _certificates.Good;
        await using var model = await OpenAiServer.StartAsync(() => shown);
        var environment = new Dictionary<string, string>(model.Environment)
        {
            ["SSL_CERT_FILE"] = Path.Combine(Folder, "authority.pem"),
            ["Models__openai__Timeout"] = "00:00:05",
        };
        for (var isExpired = false; ; isExpired = true)
        {
            using var service = await ServiceProcess.StartAsync(_home.Path, _home.Port, environment);
            var explained = await ExplainAsync(service);
            Assert.Equal((true, isExpired), (explained.Recorded, explained.Fallback));
            Assert.Equal(isExpired ? "unavailable" : null, explained.FallbackReason);
            Assert.Equal(0, await service.StopAsync());
            if (isExpired)
                return;
            shown = _certificates.Expired;
        }
    }

    private static async Task<ExplanationResponse> ExplainAsync(ServiceProcess service)
    {
        var response = await service.Client.PostAsJsonAsync(
            "/api/explanations",
            new
            {
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.5,
                indicators = new { rsi = 28.5 },
            }
        );
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<ExplanationResponse>(ClientJson.Options))!;
    }
}
