using LearningActors.Configuration;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>Connects to the database, or says what to do.</summary>
internal static class DatabaseConnection
{
    // A client that does not answer for 25 seconds has gone, and what it locked is free. Where the connection is none of TCP, or the
    // server's system has no such setting, nothing happens.
    private const string AskWhetherClientLives =
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=25000";

    // Compiling a statement takes a tenth of a second, which is more than those of facts and pages take themselves: a page of sums took
    // three times as long with it.
    private const string CompileNothing = "-c jit=off";

    /// <summary>Closes what the grain runtime's providers leave open: they connect by the string, through a pool of the process.</summary>
    internal static async Task ClearPoolAsync(string connectionString)
    {
        await using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
    }

    /// <summary>A data source that has answered once.</summary>
    /// <exception cref="OperatorException">The connection string is no connection string, or the server refused the connection.</exception>
    internal static async Task<NpgsqlDataSource> OpenAsync(string connectionString)
    {
        NpgsqlDataSource database;
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "LearningActors" };
            // A connection that the server dropped must not stay in the pool unnoticed.
            if (settings.KeepAlive == 0)
                settings.KeepAlive = 30;
            settings.Options =
                $"{AskWhetherClientLives} {CompileNothing} {settings.Options ?? Environment.GetEnvironmentVariable("PGOPTIONS")}".Trim();
            database = NpgsqlDataSource.Create(settings);
        }
        catch (ArgumentException exception)
        {
            throw new OperatorException(
                $"LEARNING_POSTGRES is no connection string ({exception.Message}); expected "
                    + "Host=…;Port=5432;Username=…;Password=…;Database=…",
                exception
            );
        }

        try
        {
            await using var connection = await database.OpenConnectionAsync();
            if (connection.PostgreSqlVersion.Major < 14)
                throw new OperatorException($"The server is PostgreSQL {connection.PostgreSqlVersion}; 14 or newer is needed.");
            return database;
        }
        catch (Exception exception) when (exception is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
        {
            await database.DisposeAsync();
            var target = new NpgsqlConnectionStringBuilder(connectionString);
            if (await DatabaseCertificate.FaultAsync(exception, target) is { } fault)
                throw new OperatorException(
                    $"PostgreSQL at {target.Host}:{target.Port}: its certificate is refused: {fault} Renew the server's certificate, or "
                        + "correct SSL Mode and Root Certificate in LEARNING_POSTGRES.",
                    exception
                );
            throw new OperatorException(
                $"PostgreSQL at {target.Host}:{target.Port}, database '{target.Database}', user '{target.Username}' refused the "
                    + $"connection: {exception.Message}. Check LEARNING_POSTGRES, and that the server runs.",
                exception
            );
        }
    }
}
