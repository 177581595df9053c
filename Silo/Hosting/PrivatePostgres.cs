using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Configuration;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>A PostgreSQL cluster of this service's own, on loopback, made from the installed programs.</summary>
public sealed class PrivatePostgres
{
    private readonly PostgresBinaries _binaries;
    private readonly string _directory;

    private PrivatePostgres(PostgresBinaries binaries, string directory, string connectionString, bool wasStarted) =>
        (_binaries, _directory, ConnectionString, WasStarted) = (binaries, directory, connectionString, wasStarted);

    /// <summary>The server was not running before; otherwise it was found running.</summary>
    public bool WasStarted { get; }

    /// <summary>Connects as the owner of the database <c>learning</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's process.</summary>
    public int ProcessId =>
        int.Parse(File.ReadLines(Path.Combine(_directory, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private string Data => Path.Combine(_directory, "data");

    /// <summary>Makes the cluster if there is none, and starts it if it is not running.</summary>
    /// <param name="home">The directory that holds it.</param>
    /// <param name="settings">Further server settings, as <c>name=value</c>.</param>
    /// <exception cref="OperatorException">PostgreSQL is not installed, or did not start; the message holds its words.</exception>
    public static async Task<PrivatePostgres> StartAsync(string home, params string[] settings)
    {
        var binaries = PostgresBinaries.Find();
        var directory = await DirectoryAsync(home);
        var data = Path.Combine(directory, "data");
        var password = await PasswordAsync(directory);
        await PostgresBinaries.HandOverAsync(directory);
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            await binaries.RunAsync(
                "initdb",
                "-D",
                data,
                "-U",
                "learning",
                "-A",
                "scram-sha-256",
                "--pwfile",
                Path.Combine(directory, "password"),
                "-E",
                "UTF8",
                "--no-locale",
                "--no-instructions"
            );
        }

        var portFile = Path.Combine(directory, "port");
        int port;
        var wasRunning = false;
        if (await binaries.SucceedsAsync("pg_ctl", "-D", data, "status") && File.Exists(portFile))
        {
            wasRunning = true;
            port = int.Parse(await File.ReadAllTextAsync(portFile), CultureInfo.InvariantCulture);
        }
        else
        {
            // The port it had, so that who is connected finds it again.
            port = File.Exists(portFile)
                ? FreePort(int.Parse(await File.ReadAllTextAsync(portFile), CultureInfo.InvariantCulture))
                : FreePort(0);
            await File.WriteAllTextAsync(portFile, port.ToString(CultureInfo.InvariantCulture));
            string[] all =
            [
                $"port={port}",
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_wal_size=2GB",
                "shared_buffers=512MB",
                "max_connections=200",
                "max_locks_per_transaction=256",
                .. settings,
            ];
            await binaries.RunAsync(
                "pg_ctl",
                "-D",
                data,
                "-l",
                Path.Combine(directory, "log"),
                "-w",
                "-t",
                "120",
                "-o",
                string.Join(' ', all.Select(one => $"-c {one}")),
                "start"
            );
        }

        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "learning",
            Password = password,
            Database = "postgres",
            Pooling = false,
        };
        await CreateDatabaseAsync(connection.ConnectionString);
        (connection.Database, connection.Pooling) = ("learning", true);
        return new PrivatePostgres(binaries, directory, connection.ConnectionString, !wasRunning);
    }

    /// <summary>Stops the server, closing what is connected.</summary>
    public async Task StopAsync()
    {
        if (await _binaries.SucceedsAsync("pg_ctl", "-D", Data, "status"))
            await _binaries.RunAsync("pg_ctl", "-D", Data, "-m", "fast", "-w", "stop");
    }

    /// <summary>Under the home, or, where the server's user cannot go there, under <c>/var/lib/learningactors</c>.</summary>
    private static async Task<string> DirectoryAsync(string home)
    {
        var directory = Path.Combine(Path.GetFullPath(home), "postgres");
        Directory.CreateDirectory(directory);
        if (await PostgresBinaries.CanEnterAsync(directory))
            return directory;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..12];
        return Directory.CreateDirectory(Path.Combine("/var/lib/learningactors", name)).FullName;
    }

    private static async Task<string> PasswordAsync(string directory)
    {
        var file = Path.Combine(directory, "password");
        if (!File.Exists(file))
        {
            await File.WriteAllTextAsync(file, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (await File.ReadAllTextAsync(file)).Trim();
    }

    private static int FreePort(int wanted)
    {
        using var listener = new TcpListener(IPAddress.Loopback, wanted);
        try
        {
            listener.Start();
        }
        catch (SocketException) when (wanted != 0)
        {
            return FreePort(0);
        }

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task CreateDatabaseAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = 'learning'", connection);
        if (await exists.ExecuteScalarAsync() is not null)
            return;
        await using var create = new NpgsqlCommand("CREATE DATABASE learning", connection);
        await create.ExecuteNonQueryAsync();
    }
}
