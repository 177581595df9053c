using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Prompts;

/// <inheritdoc cref="IPromptLedger" />
internal sealed class PostgresPromptLedger(NpgsqlDataSource database) : IPromptLedger
{
    private const string Versions =
        "SELECT version, text, model, signal, origin, parent, created_at, created_by, generation_id FROM prompt_versions ORDER BY ordinal";
    private const string Generations =
        "SELECT id, signal, parent, at, model, versions, refusals, cost_usd FROM prompt_generations ORDER BY ordinal";

    private const string AddVersion = """
        INSERT INTO prompt_versions (version, text, model, signal, origin, parent, created_at, created_by, generation_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string AddGeneration =
        "INSERT INTO prompt_generations (id, signal, parent, at, model, versions, refusals, cost_usd) VALUES ($1, $2, $3, $4, $5, "
        + "$6, $7, $8)";

    private const string UnansweredCalls =
        "SELECT id, generation_id, signal, at, model, max_cost_usd FROM prompt_generation_calls ORDER BY at, id";

    private const string AddCall =
        "INSERT INTO prompt_generation_calls (id, generation_id, signal, at, model, max_cost_usd) VALUES ($1, $2, $3, $4, $5, $6)";

    private const string RemoveCall = "DELETE FROM prompt_generation_calls WHERE id = $1";

    // The last weeks suffice, and the bucket index leads to them.
    private const string WorstRated = """
        SELECT e.explanation, f.rating, f.helpful, f.comment
        FROM llm_feedback f JOIN llm_explanations e ON e.id = f.explanation_id
        WHERE f.signal = $1 AND f.prompt_version = $2 AND NOT coalesce(f.helpful, f.rating >= 4)
          AND f.day > (SELECT max(day) FROM llm_explanations) - 60
        ORDER BY f.comment IS NULL, f.rating NULLS LAST, f.updated_at DESC LIMIT $3
        """;

    public Task<ImmutableArray<PromptRecord>> ReadVersionsAsync() =>
        RepeatableSql.ListAsync(
            database,
            Versions,
            [],
            reader => new PromptRecord(
                new PromptVersion(reader.GetString(0), reader.GetString(1), reader.TextOrNull(2)),
                reader.TextOrNull(3) is { } signal ? SignalTypes.Parse(signal) : null,
                Enum.Parse<PromptOrigin>(reader.GetString(4), ignoreCase: true),
                reader.TextOrNull(5),
                reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetString(7),
                reader.TextOrNull(8)
            )
        );

    public Task<ImmutableArray<PromptGeneration>> ReadGenerationsAsync() =>
        RepeatableSql.ListAsync(
            database,
            Generations,
            [],
            reader => new PromptGeneration(
                reader.GetString(0),
                SignalTypes.Parse(reader.GetString(1)),
                reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetString(4),
                [.. reader.GetFieldValue<string[]>(5)],
                [.. reader.GetFieldValue<string[]>(6)],
                reader.GetDecimal(7)
            )
        );

    public Task<ImmutableArray<PromptCall>> ReadUnansweredCallsAsync() =>
        RepeatableSql.ListAsync(
            database,
            UnansweredCalls,
            [],
            reader => new PromptCall(
                reader.GetGuid(0),
                reader.GetString(1),
                SignalTypes.Parse(reader.GetString(2)),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetString(4),
                reader.GetDecimal(5)
            )
        );

    public async Task AddCallAsync(PromptCall call)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(AddCall)
            {
                Parameters =
                {
                    new() { Value = call.Id },
                    new() { Value = call.GenerationId },
                    new() { Value = call.Signal.Text() },
                    new() { Value = call.At.UtcDateTime },
                    new() { Value = call.Model },
                    new() { Value = call.MaxCostUsd },
                },
            }
        );
        await ExecuteAsync(batch);
    }

    public async Task RemoveCallAsync(PromptCall call)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Removal(call));
        await ExecuteAsync(batch);
    }

    public async Task AppendAsync(ImmutableArray<PromptRecord> versions, PromptGeneration? generation, PromptCall? call)
    {
        await using var batch = database.CreateBatch();
        foreach (var record in versions)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(AddVersion)
                {
                    Parameters =
                    {
                        new() { Value = record.Prompt.Version },
                        new() { Value = record.Prompt.Text },
                        Sql.Text(record.Prompt.Model),
                        Sql.Text(record.Signal?.Text()),
                        new() { Value = record.Origin.ToString().ToLowerInvariant() },
                        Sql.Text(record.Parent),
                        new() { Value = record.CreatedAt.UtcDateTime },
                        new() { Value = record.CreatedBy },
                        Sql.Text(record.GenerationId),
                    },
                }
            );
        }

        if (generation is not null)
        {
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(AddGeneration)
                {
                    Parameters =
                    {
                        new() { Value = generation.Id },
                        new() { Value = generation.Signal.Text() },
                        new() { Value = generation.Parent },
                        new() { Value = generation.At.UtcDateTime },
                        new() { Value = generation.Model },
                        Sql.Texts(generation.Versions),
                        Sql.Texts(generation.Refusals),
                        new() { Value = generation.CostUsd },
                    },
                }
            );
        }

        if (call is not null)
            batch.BatchCommands.Add(Removal(call));
        await ExecuteAsync(batch);
    }

    private static NpgsqlBatchCommand Removal(PromptCall call) => new(RemoveCall) { Parameters = { new() { Value = call.Id } } };

    private static async Task ExecuteAsync(NpgsqlBatch batch)
    {
        try
        {
            // A batch without a transaction of its own is one.
            await batch.ExecuteNonQueryAsync();
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new PromptVersionTakenException(exception);
        }
        catch (NpgsqlException exception) when (PassingDatabaseFaults.Pass(exception))
        {
            throw new LedgerUnavailableException("The database did not take the prompts in time, or not at all.", exception);
        }
    }

    public Task<ImmutableArray<WorstRated>> ReadWorstRatedAsync(SignalType signal, string version, int count) =>
        RepeatableSql.ListAsync(
            database,
            WorstRated,
            [new() { Value = signal.Text() }, new() { Value = version }, new() { Value = count }],
            reader => new WorstRated(
                reader.GetString(0),
                reader.IsDBNull(1) ? null : reader.GetInt16(1),
                reader.IsDBNull(2) ? null : reader.GetBoolean(2),
                reader.TextOrNull(3)
            )
        );
}
