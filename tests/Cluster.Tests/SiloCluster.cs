using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Durability;
using Npgsql;

namespace LearningActors.Tests;

/// <summary>Silos as processes of their own, on one database.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    internal const string AdminKey = "cluster-test-admin";
    private readonly Dictionary<string, string> _environment;

    private SiloCluster(string connectionString, int silos, Dictionary<string, string>? environment, string? program)
    {
        _environment = new Dictionary<string, string>(environment ?? [])
        {
            ["LEARNING_POSTGRES"] = connectionString,
            ["LEARNING_ADMIN_KEY"] = AdminKey,
        };
        Database = NpgsqlDataSource.Create($"{connectionString};Maximum Pool Size=4");
        Silos = [.. Enumerable.Range(0, silos).Select(_ => new ClusterSilo(_environment) { Program = program })];
    }

    internal NpgsqlDataSource Database { get; }

    internal IReadOnlyList<ClusterSilo> Silos { get; }

    /// <summary>Starts the silos one after the other.</summary>
    internal static async Task<SiloCluster> StartAsync(
        int silos,
        string? connectionString = null,
        Dictionary<string, string>? environment = null,
        string? program = null
    )
    {
        var cluster = new SiloCluster(connectionString ?? await TestPostgres.CreateDatabaseAsync(), silos, environment, program);
        foreach (var silo in cluster.Silos)
            await silo.StartAsync();
        return cluster;
    }

    /// <summary>A silo that the cluster does not have yet, at an address of its own; not started.</summary>
    internal ClusterSilo AnotherSilo() => new(_environment);

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Silos)
            silo.Dispose();
        await Database.DisposeAsync();
    }
}

/// <summary>One silo: an address and home that stay, and the process that is there now.</summary>
internal sealed class ClusterSilo : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("learningactors-silo-").FullName;
    private readonly Dictionary<string, string> _environment;
    private readonly int _port = LoopbackPort.Free();
    private ServiceProcess? _process;

    internal ClusterSilo(Dictionary<string, string> environment)
    {
        _environment = new Dictionary<string, string>(environment)
        {
            ["LEARNING_SILO_PORT"] = $"{LoopbackPort.Free()}",
            ["LEARNING_GATEWAY_PORT"] = $"{LoopbackPort.Free()}",
        };
        SiloPort = int.Parse(_environment["LEARNING_SILO_PORT"], CultureInfo.InvariantCulture);
        Admin = Client(SiloCluster.AdminKey);
        Anonymous = Client(null);
    }

    /// <summary>What it starts; null for the program of this build.</summary>
    internal string? Program { get; set; }

    /// <summary>Where clients reach it.</summary>
    internal Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Where other silos reach it.</summary>
    internal int SiloPort { get; }

    /// <summary>Asks this silo with the admin's key.</summary>
    internal HttpClient Admin { get; }

    /// <summary>Asks this silo without a credential of its own, and keeps no cookies.</summary>
    internal HttpClient Anonymous { get; }

    /// <summary>What the process logged of the first request that it failed to answer, with the cause.</summary>
    internal string Faults =>
        string.Join(
            '\n',
            (_process?.Words ?? "")
                .Split('\n')
                .SkipWhile(line => !line.StartsWith("fail: LearningActors.Http", StringComparison.Ordinal))
                .Take(40)
        );

    internal async Task StartAsync() => _process = await ServiceProcess.StartAsync(_home, _port, _environment, program: Program);

    /// <summary>Starts a program that is to end by itself.</summary>
    /// <returns>Its exit code and its words; empty where it runs.</returns>
    internal async Task<string> RefusedAsync()
    {
        (_process, var exit) = await ServiceProcess.TryStartAsync(_home, _port, _environment, program: Program);
        return exit;
    }

    /// <summary>Ends it as a power failure would.</summary>
    internal async Task KillAsync()
    {
        await _process!.KillAsync();
        End();
    }

    /// <summary>Sends SIGTERM and waits.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> StopAsync()
    {
        var code = await _process!.StopAsync();
        End();
        return code;
    }

    /// <summary>What is read, as a record of the client; not from a cache.</summary>
    internal async Task<T> GetAsync<T>(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        using var response = await Admin.SendAsync(request);
        Assert.True(
            response.StatusCode == HttpStatusCode.OK,
            $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}"
        );
        return (await response.Content.ReadFromJsonAsync<T>(ClientJson.Options))!;
    }

    public void Dispose()
    {
        Admin.Dispose();
        Anonymous.Dispose();
        End();
        Directory.Delete(_home, recursive: true);
    }

    private void End()
    {
        _process?.Dispose();
        _process = null;
    }

    private HttpClient Client(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64, UseCookies = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{_port}"),
            Timeout = TimeSpan.FromSeconds(60),
        };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
