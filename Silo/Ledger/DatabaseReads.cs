using LearningActors.Operations;
using Npgsql;

namespace LearningActors.Ledger;

/// <summary>Reads and small writes that may be done twice.</summary>
internal static class DatabaseReads
{
    /// <summary>
    /// Runs a query, once more on new connections when the server dropped those of the pool, as it does when it restarts.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The database is away.</exception>
    internal static async Task<T> RunAsync<T>(NpgsqlDataSource database, Func<Task<T>> query)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await query();
            }
            catch (NpgsqlException exception) when (exception.IsTransient || WasDropped(exception))
            {
                if (attempt == 2)
                    throw new LedgerUnavailableException("The database is away.", exception);
                database.Clear();
            }
        }
    }

    /// <summary>The server ended the connection (class 57P), or it broke.</summary>
    internal static bool WasDropped(Exception exception) =>
        exception is PostgresException refusal ? refusal.SqlState.StartsWith("57P", StringComparison.Ordinal) : exception is NpgsqlException;
}
