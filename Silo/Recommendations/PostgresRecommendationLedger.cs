using System.Collections.Immutable;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <inheritdoc cref="IRecommendationLedger" />
internal sealed class PostgresRecommendationLedger(NpgsqlDataSource database, IClock clock) : IRecommendationLedger
{
    private const string AddRecommendations = """
        WITH added AS (
            INSERT INTO recommendations (id, sent_at, symbol, account, action, strike, expiration, option_right, premium, type,
                algorithm_version, received_at)
            SELECT id, sent_at, symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version, $12
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::date[], $8::text[],
                $9::numeric[], $10::text[], $11::text[])
                AS r(id, sent_at, symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version)
            ON CONFLICT (id) DO NOTHING RETURNING id, sent_at
        ), marked AS (
            INSERT INTO reconciliation_marks (day) SELECT DISTINCT (sent_at AT TIME ZONE 'America/Los_Angeles')::date FROM added
        )
        SELECT id FROM added
        """;

    private const string AddExecutions = """
        WITH added AS (
            INSERT INTO executions (id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id, cause,
                instrument_kind, underlying, order_id, multiplier, currency, received_at)
            SELECT id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id, cause,
                instrument_kind, underlying, order_id, multiplier, currency, $16
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::numeric[], $6::numeric[], $7::numeric[], $8::text[],
                $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::numeric[], $15::text[])
                AS e(id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id, cause,
                    instrument_kind, underlying, order_id, multiplier, currency)
            ON CONFLICT (id) DO NOTHING RETURNING id, executed_at, recommendation_id
        ), marked AS (
            INSERT INTO reconciliation_marks (day)
            SELECT (executed_at AT TIME ZONE 'America/Los_Angeles')::date FROM added
            UNION SELECT (r.sent_at AT TIME ZONE 'America/Los_Angeles')::date FROM added JOIN recommendations r
                ON r.id = added.recommendation_id
        )
        SELECT id FROM added
        """;

    public async Task<ImmutableArray<bool>> AppendAsync(ImmutableArray<Recommendation> recommendations)
    {
        var stored = await RepeatableSql.ListAsync(
            database,
            AddRecommendations,
            [
                Sql.Column(recommendations, one => one.Id, NpgsqlDbType.Text),
                Sql.Column(recommendations, one => one.SentAt.UtcDateTime, NpgsqlDbType.TimestampTz),
                Sql.Column(recommendations, one => one.Symbol, NpgsqlDbType.Text),
                Sql.Column(recommendations, one => one.Account, NpgsqlDbType.Text),
                Sql.Column(recommendations, one => one.Action.Text(), NpgsqlDbType.Text),
                Sql.Column(recommendations, one => one.Strike, NpgsqlDbType.Numeric),
                Sql.Column(recommendations, one => one.Expiration, NpgsqlDbType.Date),
                Sql.Column(recommendations, one => MatchRows.Text(one.Right), NpgsqlDbType.Text),
                Sql.Column(recommendations, one => one.Premium, NpgsqlDbType.Numeric),
                Sql.Column(recommendations, one => one.Type, NpgsqlDbType.Text),
                Sql.Column(recommendations, one => one.AlgorithmVersion, NpgsqlDbType.Text),
                Now(),
            ],
            reader => reader.GetString(0)
        );
        return Stored(recommendations.Select(one => one.Id), stored);
    }

    public async Task<ImmutableArray<bool>> AppendAsync(ImmutableArray<Execution> executions)
    {
        var stored = await RepeatableSql.ListAsync(
            database,
            AddExecutions,
            [
                Sql.Column(executions, one => one.Id, NpgsqlDbType.Text),
                Sql.Column(executions, one => one.At.UtcDateTime, NpgsqlDbType.TimestampTz),
                Sql.Column(executions, one => one.Instrument, NpgsqlDbType.Text),
                Sql.Column(executions, one => one.Action.Text(), NpgsqlDbType.Text),
                Sql.Column(executions, one => one.Quantity, NpgsqlDbType.Numeric),
                Sql.Column(executions, one => one.Price, NpgsqlDbType.Numeric),
                Sql.Column(executions, one => one.Fees, NpgsqlDbType.Numeric),
                Sql.Column(executions, one => one.Account, NpgsqlDbType.Text),
                Sql.Column(executions, one => one.RecommendationId, NpgsqlDbType.Text),
                Sql.Column(executions, one => Sql.Word(one.Cause), NpgsqlDbType.Text),
                Sql.Column(executions, one => Sql.Word(one.Kind), NpgsqlDbType.Text),
                Sql.Column(executions, one => one.Underlying, NpgsqlDbType.Text),
                Sql.Column(executions, one => one.OrderId, NpgsqlDbType.Text),
                Sql.Column(executions, one => one.Multiplier, NpgsqlDbType.Numeric),
                Sql.Column(executions, one => one.Currency, NpgsqlDbType.Text),
                Now(),
            ],
            reader => reader.GetString(0)
        );
        return Stored(executions.Select(one => one.Id), stored);
    }

    public Task<ReconciledDay> ReconcileAsync(
        ReconciliationSpan span,
        Func<IReadOnlyList<Recommendation>, IReadOnlyList<Execution>, IReadOnlyDictionary<string, string>, ImmutableArray<Match>> match
    ) =>
        RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                var reconciled = await new DayReconciliation(connection, span, clock.UtcNow).RunAsync(match);
                await transaction.CommitAsync();
                LearningMeter.DayReconciled();
                return reconciled;
            }
        );

    public Task<ListPart<MatchRecord>> ListAsync(MatchFilter filter, ListRequest<MatchSort> request) =>
        MatchRows.List.ReadAsync(
            database,
            new SqlConditions()
                .Where("day >= {0}", Sql.Optional(filter.From, NpgsqlDbType.Date))
                .Where("day <= {0}", Sql.Optional(filter.To, NpgsqlDbType.Date))
                .Where("match_type = {0}", Sql.Text(filter.Kind is { } kind ? Sql.Word(kind) : null))
                .Where("symbol = {0}", Sql.Text(filter.Symbol)),
            request,
            MatchRows.Read
        );

    public async Task<ImmutableArray<MatchedRecommendation>> ReadMatchedAsync(DateOnly from, DateOnly through)
    {
        NpgsqlParameter[] days = [new() { Value = from }, new() { Value = through }];
        var matches = await RepeatableSql.ListAsync(
            database,
            $"SELECT {MatchRows.Columns} FROM {MatchRows.Table} WHERE day BETWEEN $1 AND $2 ORDER BY day, m.id",
            days,
            MatchRows.Read
        );
        var recommendations = (
            await RepeatableSql.ListAsync(
                database,
                """
                SELECT r.id, sent_at, r.symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version
                FROM recommendations r JOIN recommendation_execution_matches m ON m.recommendation_id = r.id WHERE m.day BETWEEN $1 AND $2
                """,
                days,
                MatchRows.ReadRecommendation
            )
        ).ToDictionary(one => one.Id);
        return
        [
            .. matches.Select(match => new MatchedRecommendation(
                match,
                match.Match.RecommendationId is { } id ? recommendations.GetValueOrDefault(id) : null
            )),
        ];
    }

    public async Task<MatchRecord?> FindAsync(Guid id) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {MatchRows.Columns} FROM {MatchRows.Table} WHERE m.id = $1",
                [new() { Value = id }],
                MatchRows.Read
            )
        ).FirstOrDefault();

    public async Task<MatchRecord?> SetReasonAsync(Guid id, ReasonCode code, string? text)
    {
        await RepeatableSql.ExecuteAsync(
            database,
            "UPDATE recommendation_execution_matches SET reason_code = $2, reason_text = $3, reviewed_at = $4, updated_at = $4 "
                + "WHERE id = $1",
            new() { Value = id },
            new() { Value = Sql.Word(code) },
            Sql.Text(text),
            Now()
        );
        return await FindAsync(id);
    }

    public async Task<MatchRecord?> ExcludeAsync(Guid id, string? reason)
    {
        await RepeatableSql.ExecuteAsync(
            database,
            "UPDATE recommendation_execution_matches SET excluded_reason = $2, updated_at = $3 WHERE id = $1",
            new() { Value = id },
            Sql.Text(reason),
            Now()
        );
        return await FindAsync(id);
    }

    public async Task<(
        ImmutableArray<MatchRecord> Matches,
        ImmutableArray<Recommendation> Recommendations,
        ImmutableArray<Execution> Executions
    )> ReadForOutcomesAsync(DateTimeOffset before) =>
        (
            await RepeatableSql.ListAsync(database, $"SELECT {MatchRows.Columns} FROM {MatchRows.Table} ORDER BY m.id", [], MatchRows.Read),
            await RepeatableSql.ListAsync(
                database,
                """
                SELECT r.id, sent_at, r.symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version
                FROM recommendations r JOIN recommendation_execution_matches m ON m.recommendation_id = r.id
                """,
                [],
                MatchRows.ReadRecommendation
            ),
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {MatchRows.ExecutionColumns} FROM executions e WHERE e.executed_at < $1 ORDER BY e.executed_at, e.id",
                [Sql.Time(before)],
                MatchRows.ReadExecution
            )
        );

    public Task<int> SaveAsync(ImmutableArray<PositionOutcome> outcomes) =>
        RepeatableSql.ExecuteAsync(
            database,
            """
            INSERT INTO position_outcomes AS o (match_id, outcome, pnl, counterfactual_pnl, as_of, attributed_pnl, updated_at)
            SELECT match_id, outcome, pnl, counterfactual_pnl, as_of, attributed_pnl, $7
            FROM unnest($1::uuid[], $2::text[], $3::numeric[], $4::numeric[], $5::date[], $6::numeric[]) AS s(match_id, outcome,
                pnl, counterfactual_pnl, as_of, attributed_pnl)
            WHERE EXISTS (SELECT FROM recommendation_execution_matches m WHERE m.id = s.match_id)
            ON CONFLICT (match_id) DO UPDATE SET outcome = excluded.outcome, pnl = excluded.pnl,
                counterfactual_pnl = excluded.counterfactual_pnl, as_of = excluded.as_of,
                attributed_pnl = excluded.attributed_pnl, updated_at = excluded.updated_at
            WHERE (o.outcome, o.pnl, o.counterfactual_pnl, o.attributed_pnl) IS DISTINCT FROM (excluded.outcome, excluded.pnl,
                excluded.counterfactual_pnl, excluded.attributed_pnl)
            """,
            Sql.Column(outcomes, one => one.MatchId, NpgsqlDbType.Uuid),
            Sql.Column(outcomes, one => one.Kind is { } kind ? Sql.Word(kind) : null, NpgsqlDbType.Text),
            Sql.Column(outcomes, one => one.Pnl, NpgsqlDbType.Numeric),
            Sql.Column(outcomes, one => one.CounterfactualPnl, NpgsqlDbType.Numeric),
            Sql.Column(outcomes, one => one.AsOf, NpgsqlDbType.Date),
            Sql.Column(outcomes, one => one.AttributedPnl, NpgsqlDbType.Numeric),
            Now()
        );

    private NpgsqlParameter Now() => Sql.Time(clock.UtcNow);

    /// <summary>Of two with one id the first was stored.</summary>
    private static ImmutableArray<bool> Stored(IEnumerable<string> ids, IEnumerable<string> stored)
    {
        var left = stored.ToHashSet();
        return [.. ids.Select(left.Remove)];
    }
}
