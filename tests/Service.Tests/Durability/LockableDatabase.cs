using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>The database of a service, in which a test can hold what the service wants to write.</summary>
internal sealed class LockableDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Takes a lock that is held until the connection is closed.</summary>
    internal async Task<NpgsqlConnection> HoldAsync(string statement)
    {
        var connection = await _source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {statement}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Waits until the service waits for a lock.</summary>
    internal Task UntilHeldAsync() =>
        Eventually.TrueAsync(
            async () =>
                await ScalarAsync<int>(
                    "SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                ) > 0,
            "the service waits for the lock"
        );

    /// <summary>Ends the statements that wait for a lock.</summary>
    internal async Task EndWaitingAsync()
    {
        await ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        );
        await Eventually.TrueAsync(
            async () =>
                await ScalarAsync<int>(
                    "SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                ) == 0,
            "nothing waits for a lock"
        );
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<int> ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }
}
