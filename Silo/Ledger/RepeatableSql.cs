using System.Collections.Immutable;
using Npgsql;

namespace LearningActors.Ledger;

/// <summary>Queries and small statements that may be run twice.</summary>
internal static class RepeatableSql
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
            catch (NpgsqlException exception) when (PassingDatabaseFaults.Pass(exception))
            {
                if (attempt == 2)
                    throw new LedgerUnavailableException("The database is away, or takes nothing.", exception);
                database.Clear();
            }
        }
    }

    /// <summary>The rows of a query.</summary>
    /// <exception cref="LedgerUnavailableException">The database is away.</exception>
    internal static Task<ImmutableArray<T>> ListAsync<T>(
        NpgsqlDataSource database,
        string sql,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, T> read
    ) =>
        RunAsync(
            database,
            async () =>
            {
                await using var command = database.CreateCommand(sql);
                // A parameter belongs to one command: another attempt takes copies.
                command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
                await using var reader = await command.ExecuteReaderAsync();
                var rows = ImmutableArray.CreateBuilder<T>();
                while (await reader.ReadAsync())
                    rows.Add(read(reader));
                return rows.ToImmutable();
            }
        );

    /// <summary>Runs a statement that may be run twice.</summary>
    /// <returns>The rows that it touched.</returns>
    /// <exception cref="LedgerUnavailableException">The database is away.</exception>
    internal static Task<int> ExecuteAsync(NpgsqlDataSource database, string sql, params NpgsqlParameter[] parameters) =>
        RunAsync(
            database,
            async () =>
            {
                await using var command = database.CreateCommand(sql);
                command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
                return await command.ExecuteNonQueryAsync();
            }
        );
}
