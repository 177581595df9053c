using System.Diagnostics;
using LearningActors.Configuration;
using LearningActors.Hosting;
using LearningActors.Ledger;
using LearningActors.Tests;
using Npgsql;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>The PostgreSQL of the chaos, which syncs to disk, and is killed and started again.</summary>
internal sealed class ChaosServer : IAsyncDisposable
{
    // After a crash the server flushes every file of its own, one by one, unless it is told to flush the file system.
    private static readonly string[] s_settings =
    [
        "shared_buffers=64MB",
        "max_wal_size=128MB",
        "log_checkpoints=off",
        "recovery_init_sync_method=syncfs",
    ];
    private readonly DiskVolume _disk;
    private readonly string _home;
    private readonly TestCertificates _certificates;
    private PrivatePostgres _server;
    private int _databases;

    private ChaosServer(DiskVolume disk, TestCertificates certificates, PrivatePostgres server) =>
        (_disk, _home, _certificates, _server) = (disk, disk.Home, certificates, server);

    internal DiskVolume Disk => _disk;

    /// <summary>Those of the servers that hosts talk to.</summary>
    internal TestCertificates Certificates => _certificates;

    /// <summary>The certificate of whom the hosts trust, a file.</summary>
    internal string Authority => Path.Combine(Folder(_home), "authority.pem");

    /// <summary>The server's processes are there; it may be starting.</summary>
    internal bool IsRunning
    {
        get
        {
            try
            {
                using var server = Process.GetProcessById(_server.ProcessId);
                return true;
            }
            catch (Exception exception) when (exception is ArgumentException or IOException)
            {
                return false;
            }
        }
    }

    /// <param name="unlimitedDisk">Its files are not on a disk of their own, which would be small.</param>
    internal static async Task<ChaosServer> StartAsync(bool unlimitedDisk = false)
    {
        var disk = await DiskVolume.CreateAsync(unlimitedDisk);
        // A port that no outgoing connection takes while the server is away.
        var port = LoopbackPort.Free();
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(disk.Home, "postgres")).FullName, "port"),
            $"{port}"
        );
        var certificates = new TestCertificates();
        certificates.WriteTo(Folder(disk.Home));
        var server = new ChaosServer(disk, certificates, await PrivatePostgres.StartAsync(disk.Home, s_settings));
        await server.ExecuteAsync("ALTER SYSTEM SET ssl = on");
        await server.ShowCertificateAsync("good");
        return server;
    }

    /// <summary>An empty database with the schema.</summary>
    /// <returns>Connects to it, and may write even while the server is told to be read-only.</returns>
    internal async Task<string> CreateDatabaseAsync()
    {
        var name = $"chaos_{++_databases}";
        await ExecuteAsync(_server.ConnectionString, $"CREATE DATABASE {name}");
        var connectionString = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Schema.ApplyAsync(database);
        return connectionString;
    }

    internal async Task DropDatabaseAsync(string connectionString)
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(
            _server.ConnectionString,
            $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)"
        );
    }

    /// <summary>From now on it shows who connects this certificate.</summary>
    internal async Task ShowCertificateAsync(string name)
    {
        await ExecuteAsync($"ALTER SYSTEM SET ssl_cert_file = '{Path.Combine(Folder(_home), name)}.crt'");
        await ExecuteAsync($"ALTER SYSTEM SET ssl_key_file = '{Path.Combine(Folder(_home), name)}.key'");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    /// <summary>Ends the server's first process with SIGKILL: the others notice, and end in the middle of what they do.</summary>
    internal Task KillAsync() => SignalAsync("KILL");

    /// <summary>Asks for an immediate stop: all processes end without a checkpoint.</summary>
    internal Task StopImmediatelyAsync() => SignalAsync("QUIT");

    /// <summary>Starts it, unless it runs: it recovers by its log.</summary>
    /// <param name="slowDisk">Each flush to the disk takes so much longer.</param>
    internal async Task StartAgainAsync(TimeSpan? slowDisk = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _server = slowDisk is { } delay
                    ? await SlowDisk.WithAsync(_home, delay, () => PrivatePostgres.StartAsync(_home, s_settings))
                    : await PrivatePostgres.StartAsync(_home, s_settings);
                return;
            }
            catch (Exception exception) when (attempt < 60 && exception is OperatorException or NpgsqlException)
            {
                // The killed server's children are still leaving, or it recovers.
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Stops it in order.</summary>
    internal Task StopAsync() => _server.StopAsync();

    /// <summary>Runs a statement with the rights of the owner, in a database or in the server's own.</summary>
    internal Task ExecuteAsync(string sql) => ExecuteAsync(_server.ConnectionString, sql);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StartAgainAsync();
        await _server.StopAsync();
        _certificates.Dispose();
        await _disk.DisposeAsync();
    }

    /// <summary>Beside the server's files, which its user owns.</summary>
    private static string Folder(string home) => Path.Combine(home, "postgres", "tls");

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                Pooling = false,
                Options = "-c default_transaction_read_only=off",
            }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task SignalAsync(string signal)
    {
        if (!IsRunning)
            return;
        using var server = Process.GetProcessById(_server.ProcessId);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{server.Id}"]))
            await kill.WaitForExitAsync();
        await server.WaitForExitAsync();
    }
}
