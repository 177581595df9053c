using System.Collections.Concurrent;
using Npgsql;

namespace LearningActors.Ledger;

/// <summary>Connections that stay open for writing, each with its statements prepared and planned once.</summary>
internal sealed class WriterConnections(NpgsqlDataSource database) : IAsyncDisposable
{
    /// <summary>
    /// Facts find their rows by key, whatever the table's size: a custom plan of a small table hash-joins all of it (22 ms
    /// instead of 2.5 for a thousand votes), and a generic plan that was made while a table was empty scans it for ever.
    /// </summary>
    internal const string PlanSettings =
        "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

    private readonly ConcurrentBag<NpgsqlConnection> _open = [];

    internal async ValueTask<Lease> RentAsync()
    {
        while (_open.TryTake(out var kept))
        {
            if (kept.FullState == System.Data.ConnectionState.Open)
                return new Lease(this, kept);
            await kept.DisposeAsync().ConfigureAwait(false);
        }

        var connection = await database.OpenConnectionAsync().ConfigureAwait(false);
        try
        {
            var command = new NpgsqlCommand(PlanSettings, connection);
            await using (command.ConfigureAwait(false))
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new Lease(this, connection);
    }

    /// <summary>Closes the connections that nobody holds, and those of the pool behind them.</summary>
    internal async ValueTask CloseIdleAsync()
    {
        while (_open.TryTake(out var connection))
            await connection.DisposeAsync().ConfigureAwait(false);
        database.Clear();
    }

    public ValueTask DisposeAsync() => CloseIdleAsync();

    /// <summary>A connection for one batch. It is closed afterwards unless the batch ended well.</summary>
    internal sealed class Lease(WriterConnections owner, NpgsqlConnection connection) : IAsyncDisposable
    {
        private bool _keep;

        internal NpgsqlConnection Connection => connection;

        internal void KeepOpen() => _keep = true;

        public async ValueTask DisposeAsync()
        {
            if (_keep)
                owner._open.Add(connection);
            else
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
