using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Configuration;
using Npgsql;

namespace LearningActors.Ledger;

/// <summary>
/// Brings the database to the schema of this build: the steps of <c>deploy/postgres</c> in the order of their numbers,
/// each once, those that are missing in one transaction, forward only. A step that was changed after it was applied stops the host.
/// </summary>
public static class Schema
{
    private const string Prefix = "schema/";

    /// <summary>
    /// What other silos do queues behind a step that waits for a table: it gives up before PostgreSQL looks for a deadlock (after a
    /// second), lets them through, and comes again.
    /// </summary>
    private const string WaitBriefly = "SET LOCAL lock_timeout = '400ms'";

    /// <summary>
    /// One attempt of <see cref="BriefAttempts"/> waits until PostgreSQL has looked: only then does it end an autovacuum in the way.
    /// </summary>
    private const string WaitForAutovacuum =
        "SELECT set_config('lock_timeout', (setting::int + 500)::text, true) FROM pg_settings WHERE name = 'deadlock_timeout'";
    private const int BriefAttempts = 4;
    private static readonly TimeSpan s_comesAgainAfter = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_comesAgainFor = TimeSpan.FromMinutes(2);

    /// <summary>Applies the steps that are missing.</summary>
    /// <returns>The names of the steps applied.</returns>
    /// <exception cref="OperatorException">
    /// The database is newer than this build, a step was changed, or something else kept its tables locked.
    /// </exception>
    public static Task<IReadOnlyList<string>> ApplyAsync(NpgsqlDataSource database, CancellationToken cancellationToken = default) =>
        ApplyAsync(database, Steps(), s_comesAgainFor, cancellationToken);

    /// <summary>Applies those of some version's steps that are missing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="steps">All steps of that version, in their order.</param>
    /// <param name="comesAgainFor">How long it comes again where a table is locked.</param>
    /// <param name="cancellationToken">Nothing is applied then.</param>
    internal static async Task<IReadOnlyList<string>> ApplyAsync(
        NpgsqlDataSource database,
        IReadOnlyList<SchemaStep> steps,
        TimeSpan comesAgainFor,
        CancellationToken cancellationToken = default
    )
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var wait = attempt % BriefAttempts == 0 ? WaitForAutovacuum : WaitBriefly;
                return await ApplyOnceAsync(database, steps, wait, cancellationToken);
            }
            catch (PostgresException fault)
                when (fault.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (TimeProvider.System.GetElapsedTime(began) > comesAgainFor)
                    throw new OperatorException(
                        "A step of the schema could not lock its tables, which something reads or changes for too long: end it "
                            + "(pg_stat_activity shows it), and start again. Nothing was changed.",
                        fault
                    );
            }

            await Task.Delay(s_comesAgainAfter, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<string>> ApplyOnceAsync(
        NpgsqlDataSource database,
        IReadOnlyList<SchemaStep> steps,
        string wait,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.Schema})");
        await ExecuteAsync(connection, wait);
        await ExecuteAsync(
            connection,
            """
            CREATE TABLE IF NOT EXISTS schema_steps (
                name       text PRIMARY KEY,
                checksum   text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now()
            )
            """
        );
        var applied = await ReadAppliedAsync(connection);
        RefuseUnknown(applied.Keys, steps);
        var added = new List<string>();
        foreach (var step in steps)
        {
            if (applied.TryGetValue(step.Name, out var checksum))
            {
                RefuseChanged(step, checksum);
                continue;
            }

            await ExecuteAsync(connection, step.Sql);
            await using var record = new NpgsqlCommand("INSERT INTO schema_steps (name, checksum) VALUES ($1, $2)", connection);
            record.Parameters.AddWithValue(step.Name);
            record.Parameters.AddWithValue(step.Checksum);
            await record.ExecuteNonQueryAsync(cancellationToken);
            added.Add(step.Name);
        }

        await transaction.CommitAsync(cancellationToken);
        return added;
    }

    /// <summary>Refuses a database that is not at the schema of this build, and changes nothing.</summary>
    /// <exception cref="OperatorException">Steps are missing or unknown, or one was changed.</exception>
    public static async Task EnsureCompleteAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var exists = new NpgsqlCommand("SELECT to_regclass('schema_steps') IS NOT NULL", connection);
        var applied = (bool)(await exists.ExecuteScalarAsync())! ? await ReadAppliedAsync(connection) : [];
        var steps = Steps();
        RefuseUnknown(applied.Keys, steps);
        if (steps.FirstOrDefault(step => !applied.ContainsKey(step.Name)) is { } missing)
        {
            throw new OperatorException(
                $"The database that LEARNING_POSTGRES names lacks the schema step {missing.Name}; a silo applies it. Start a silo "
                    + "of this version on it first."
            );
        }

        foreach (var step in steps)
            RefuseChanged(step, applied[step.Name]);
    }

    private static void RefuseUnknown(IEnumerable<string> applied, IReadOnlyList<SchemaStep> steps)
    {
        if (applied.FirstOrDefault(name => steps.All(step => step.Name != name)) is { } unknown)
            throw new OperatorException(
                $"The database has the schema step {unknown}, which this build does not know: it was made by a newer version. Run "
                    + "that version."
            );
    }

    private static void RefuseChanged(SchemaStep step, string applied)
    {
        if (applied != step.Checksum)
            throw new OperatorException(
                $"The schema step {step.Name} differs from the one that was applied to this database. Steps never change: add a new one."
            );
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        // An index of a large table takes minutes.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        // The stored queries hold @names that are theirs, not ours: a text without parameters is sent as it is.
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<Dictionary<string, string>> ReadAppliedAsync(NpgsqlConnection connection)
    {
        var applied = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand("SELECT name, checksum FROM schema_steps", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            applied[reader.GetString(0)] = reader.GetString(1);
        return applied;
    }

    /// <summary>The steps of this build, in their order.</summary>
    internal static IReadOnlyList<SchemaStep> Steps()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .OrderBy(name => name, StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return SchemaStep.Of(name[Prefix.Length..], reader.ReadToEnd());
                }),
        ];
    }
}

/// <summary>A step of the schema.</summary>
/// <param name="Name">The name of its file, which begins with its number.</param>
/// <param name="Sql">What it does.</param>
/// <param name="Checksum">Tells whether it was changed.</param>
internal sealed record SchemaStep(string Name, string Sql, string Checksum)
{
    /// <summary>A step of a file; how its lines end does not matter.</summary>
    internal static SchemaStep Of(string name, string text)
    {
        var sql = text.ReplaceLineEndings("\n");
        return new SchemaStep(name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }
}
