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
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.StopAsync().GetAwaiter().GetResult();
            Directory.Delete(s_home, recursive: true);
        };
        return server;
    }
}
