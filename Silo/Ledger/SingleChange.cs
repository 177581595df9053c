using Npgsql;

namespace LearningActors.Ledger;

/// <summary>Transactions that are made once, also where the answer to their commit is lost.</summary>
internal static class SingleChange
{
    /// <summary>A commit that was sent and not answered is decided within this time, or nobody knows how it ends.</summary>
    private static readonly TimeSpan s_commitsWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_asksEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Runs a change in a transaction. Where the server drops the connection before the commit it is run once more; where it drops it
    /// during the commit, the server is asked how that ended (<c>pg_xact_status</c>).
    /// </summary>
    /// <returns>What the change gave, from the run that was committed.</returns>
    /// <exception cref="LedgerUnavailableException">The database is away; the change may have been made or not.</exception>
    internal static async Task<T> RunAsync<T>(NpgsqlDataSource database, Func<NpgsqlConnection, Task<T>> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            Sent<T>? sent = null;
            try
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                var result = await change(connection);
                sent = new Sent<T>(await TransactionAsync(connection), result);
                await transaction.CommitAsync();
                return result;
            }
            catch (NpgsqlException exception) when (PassingDatabaseFaults.Pass(exception))
            {
                database.Clear();
                if (sent is not null && (sent.Transaction is null || await WasCommittedAsync(database, sent.Transaction)))
                    return sent.Result;
                if (attempt == 2)
                    throw new LedgerUnavailableException("The database is away, or takes nothing.", exception);
            }
        }
    }

    /// <summary>The number of the connection's transaction; null where it has changed nothing.</summary>
    private static async Task<string?> TransactionAsync(NpgsqlConnection connection) =>
        (await Statement.ReadAsync(connection, "SELECT pg_current_xact_id_if_assigned()::text", row => row.TextOrNull(0))).Single();

    private static async Task<bool> WasCommittedAsync(NpgsqlDataSource database, string transaction)
    {
        using var timer = new PeriodicTimer(s_asksEvery);
        for (var waited = TimeSpan.Zero; waited < s_commitsWithin; waited += s_asksEvery)
        {
            var status = await RepeatableSql.ListAsync(
                database,
                "SELECT pg_xact_status($1::text::xid8)",
                [Sql.Text(transaction)],
                row => row.TextOrNull(0)
            );
            switch (status.Single())
            {
                case "committed":
                    return true;
                case "aborted":
                    return false;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new LedgerUnavailableException("The database did not say in time whether it took the change.");
    }

    /// <summary>A commit on its way.</summary>
    private sealed record Sent<T>(string? Transaction, T Result);
}
