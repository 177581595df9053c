using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Explanations;

/// <inheritdoc cref="IExplanationLedger" />
public sealed class PostgresExplanationLedger(NpgsqlDataSource database, LedgerOptions options, ILogger<PostgresExplanationLedger> logger)
    : IExplanationLedger,
        ILedgerWriter,
        IAsyncDisposable
{
    private const string Columns = """
        ticker, signal, confidence, indicators::text, explanation, factors::text, sentiment, prompt_version, model_used, source,
        generated_at, cached, fallback_reason, latency_ms, prompt_tokens, completion_tokens, cost_usd, user_session
        """;

    private const string Read = $"SELECT {Columns} FROM llm_explanations WHERE id = $1";

    // As jsonb the indicators are compared by value: 1.0 is 1, and of a name that stands twice the last one counts.
    private const string ReadBeside = $"""
        SELECT {Columns}, source = 'service' AND ticker = $2 AND signal = $3 AND confidence = $4 AND indicators = $5
                          AND user_session IS NOT DISTINCT FROM $6 AND unit IS NOT DISTINCT FROM $7
        FROM llm_explanations WHERE id = $1
        """;

    private readonly GroupCommit<Explanation, LogOutcome> _explanations = new(new ExplanationWriter(), database, options, logger);

    /// <inheritdoc />
    public LedgerFigures Figures => _explanations.Figures;

    /// <inheritdoc />
    public Task<ImmutableArray<LogOutcome>> AppendAsync(ImmutableArray<Explanation> explanations) =>
        _explanations.AppendAsync(explanations);

    /// <inheritdoc />
    public Task<Explanation?> FindAsync(Guid id) =>
        RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var command = database.CreateCommand(Read);
                command.Parameters.AddWithValue(id);
                await using var reader = await command.ExecuteReaderAsync();
                return await reader.ReadAsync() ? ReadRow(id, reader) : null;
            }
        );

    /// <inheritdoc />
    public Task<ListPart<ListedExplanation>> ListAsync(ExplanationFilter filter, ListRequest<ExplanationSort> request) =>
        ExplanationLists.ReadAsync(database, filter, request);

    /// <inheritdoc />
    public async Task<KnownExplanation?> FindAsync(Guid id, SignalToExplain signal) =>
        (
            await RepeatableSql.ListAsync(
                database,
                ReadBeside,
                [
                    new() { Value = id },
                    new() { Value = signal.Ticker },
                    new() { Value = signal.Signal.Text() },
                    new() { Value = signal.Confidence },
                    Sql.Json(signal.Indicators.Json),
                    Sql.Optional(signal.Session, NpgsqlDbType.Uuid),
                    Sql.Optional(signal.Unit?.Token, NpgsqlDbType.Uuid),
                ],
                reader => new KnownExplanation(ReadRow(id, reader), reader.GetBoolean(18))
            )
        ).FirstOrDefault();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _explanations.DisposeAsync();

    private static Explanation ReadRow(Guid id, NpgsqlDataReader reader) =>
        new(
            id,
            reader.GetString(0),
            SignalTypes.Parse(reader.GetString(1)),
            reader.GetDouble(2),
            new Indicators(reader.GetString(3)),
            new ExplanationContent(reader.GetString(4), FactorsColumn.Read(reader.GetString(5)), reader.GetString(6)),
            reader.GetString(7),
            reader.GetString(8),
            reader.GetString(9) == "engine" ? ExplanationSource.Engine : ExplanationSource.Service,
            reader.GetFieldValue<DateTimeOffset>(10),
            reader.GetBoolean(11),
            reader.IsDBNull(12) ? null : reader.GetString(12),
            reader.GetInt32(13),
            reader.GetInt32(14),
            reader.GetInt32(15),
            reader.GetDecimal(16),
            reader.IsDBNull(17) ? null : reader.GetGuid(17)
        );
}
