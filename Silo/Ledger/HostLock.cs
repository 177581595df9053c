using LearningActors.Configuration;
using Npgsql;

namespace LearningActors.Ledger;

/// <summary>
/// Holds an advisory lock of the database for as long as the host runs: alone for an embedded host, shared among the
/// silos of a cluster. So a second embedded host, or one beside a live cluster, does not start.
/// </summary>
/// <remarks>
/// A network can break so that only one side knows. The server asks whether this host is there, so that a host whose machine lost its
/// power holds the lock for half a minute and not for hours; and a host that lost its connection ends the session that it had, which
/// may hold the lock still.
/// </remarks>
public sealed class HostLock : BackgroundService
{
    private static readonly TimeSpan s_checkEvery = TimeSpan.FromSeconds(2);

    private const int AnswerWithinSeconds = 10;

    private readonly NpgsqlDataSource _database;
    private readonly bool _shared;
    private readonly ILogger<HostLock> _logger;
    private NpgsqlConnection _connection;
    private ServerSession _session;

    private HostLock(
        NpgsqlDataSource database,
        bool shared,
        NpgsqlConnection connection,
        ServerSession session,
        ILogger<HostLock> logger
    ) => (_database, _shared, _connection, _session, _logger) = (database, shared, connection, session, logger);

    /// <summary>Raised when another host has taken the database meanwhile.</summary>
    public event Action? Taken;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="OperatorException">Another host has the database.</exception>
    public static async Task<HostLock> TakeAsync(NpgsqlDataSource database, bool shared, ILogger<HostLock> logger)
    {
        var connection = await database.OpenConnectionAsync();
        var session = await ServerSession.OfAsync(connection);
        if (await TryLockAsync(connection, shared))
            return new HostLock(database, shared, connection, session, logger);
        await connection.DisposeAsync();
        throw new OperatorException(
            shared
                ? "A single-process host (GrainRuntime=Embedded) runs on this database. Stop it before starting a cluster, or give "
                    + "this one another database in LEARNING_POSTGRES."
                : "Another host runs on this database: a second single-process host, or a cluster. Stop it, or give this one "
                    + "another database in LEARNING_POSTGRES."
        );
    }

    /// <summary>Whether a host runs on the database.</summary>
    public static async Task<bool> IsTakenAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        return !await TryLockAsync(connection, shared: false);
    }

    /// <summary>Gives the lock up, and tells whether this was the last host on the database.</summary>
    public async Task<bool> ReleaseAsync()
    {
        try
        {
            await using (_connection)
            {
                // Before it is closed: the server would notice that only a moment later.
                if (_connection.FullState == System.Data.ConnectionState.Open)
                    await UnlockAsync(_connection);
            }

            await using var connection = await _database.OpenConnectionAsync();
            var wasLast = await TryLockAsync(connection, shared: false);
            await UnlockAsync(connection);
            return wasLast;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_checkEvery);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                // Known before the server gives the lock away, which it does 25 seconds after it heard the last of this host.
                await using var command = new NpgsqlCommand("SELECT 1", _connection) { CommandTimeout = AnswerWithinSeconds };
                await command.ExecuteScalarAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                LedgerLog.HostLockLost(_logger, exception);
                await RetakeAsync(stoppingToken);
            }
            catch (InvalidOperationException)
            {
                await RetakeAsync(stoppingToken);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task RetakeAsync(CancellationToken stoppingToken)
    {
        try
        {
            var connection = await _database.OpenConnectionAsync(stoppingToken);
            try
            {
                // One that does not end yet holds the lock still: the next check tries again.
                if (!await _session.EndAsync(connection))
                    return;
                var session = await ServerSession.OfAsync(connection);
                if (await TryLockAsync(connection, _shared))
                {
                    (connection, _connection) = (_connection, connection);
                    _session = session;
                    return;
                }
            }
            finally
            {
                await connection.DisposeAsync();
            }

            LedgerLog.HostLockTaken(_logger);
            Taken?.Invoke();
        }
        catch (NpgsqlException)
        {
            // The database is still away: the next check tries again.
        }
    }

    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, bool shared)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT pg_try_advisory_lock{(shared ? "_shared" : "")}({(long)AdvisoryLock.Host})",
            connection
        );
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
