using System.Diagnostics;
using LearningActors.Hosting;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Tests;

/// <summary>A real PostgreSQL for this run of the tests, and a new database for each who asks.</summary>
public static class TestPostgres
{
    private static readonly string s_home = Directory.CreateTempSubdirectory("learningactors-tests-").FullName;
    private static readonly Lazy<Task<PrivatePostgres>> s_server = new(StartAsync);
    private static int s_databases;

    /// <summary>Creates an empty database with the schema and returns its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(bool withSchema = true)
    {
        var server = await s_server.Value;
        var name = $"test_{Interlocked.Increment(ref s_databases)}";
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await create.ExecuteNonQueryAsync();
        }

        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
        if (withSchema)
        {
            await using var database = NpgsqlDataSource.Create(connectionString);
            await Schema.ApplyAsync(database);
        }

        return connectionString;
    }

    private static async Task<PrivatePostgres> StartAsync()
    {
        // The server's own user must be able to enter.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(s_home, (UnixFileMode)0b111_101_101);
        var server = await PrivatePostgres.StartAsync(s_home, "fsync=off");
        StopWhenThisProcessEnds(server.ProcessId);
        return server;
    }

    /// <summary>However the test host ends: a watcher outlives it, stops the server and removes its files.</summary>
    private static void StopWhenThisProcessEnds(int serverProcessId) =>
        Process
            .Start(
                new ProcessStartInfo("setsid")
                {
                    ArgumentList =
                    {
                        "sh",
                        "-c",
                        "exec >/dev/null 2>&1 </dev/null; tail --pid=$0 -f /dev/null; kill -INT $1; tail --pid=$1 -f /dev/null; rm -rf $2",
                        $"{Environment.ProcessId}",
                        $"{serverProcessId}",
                        s_home,
                    },
                    // Not the test host's pipes: who waits for their end would wait for the watcher.
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    RedirectStandardInput = true,
                }
            )!
            .Dispose();
}
