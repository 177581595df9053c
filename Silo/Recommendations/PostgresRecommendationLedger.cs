using System.Collections.Immutable;
using System.Text.Json;
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
                algorithm_version, further_legs, instrument, received_at)
            SELECT id, sent_at, symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version,
                further_legs, instrument, $14
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::date[], $8::text[],
                $9::numeric[], $10::text[], $11::text[], $12::jsonb[], $13::text[])
                AS r(id, sent_at, symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version,
                    further_legs, instrument)
            ON CONFLICT (id) DO NOTHING RETURNING id, sent_at
        ), marked AS (
            INSERT INTO reconciliation_marks (day) SELECT DISTINCT (sent_at AT TIME ZONE 'America/Los_Angeles')::date FROM added
        )
        SELECT id FROM added
        """;

    /// <summary>Of several marks of the same position one is left.</summary>
    private const string PostponeMark = """
        WITH mark AS (SELECT * FROM outcome_marks WHERE due_at <= $1 ORDER BY id LIMIT 1), same AS (
            SELECT s.id, s.failures FROM outcome_marks s JOIN mark m ON s.match_id = m.match_id
                OR (s.instrument = m.instrument AND coalesce(s.account, '') = coalesce(m.account, ''))
        ), other AS (
            DELETE FROM outcome_marks WHERE id IN (SELECT id FROM same EXCEPT SELECT id FROM mark)
        )
        UPDATE outcome_marks o SET failures = f.failures,
            due_at = $1 + least(interval '1 day', interval '1 minute' * 2 ^ least(f.failures, 11))
        FROM mark m, (SELECT max(failures) + 1 AS failures FROM same) f
        WHERE o.id = m.id
        RETURNING coalesce(o.instrument, 'match ' || o.match_id), o.failures, o.due_at
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
                Sql.Column(recommendations, one => JsonSerializer.Serialize(one.FurtherLegs, StoredJson.Options), NpgsqlDbType.Jsonb),
                Sql.Column(recommendations, one => one.Instrument, NpgsqlDbType.Text),
                Now(),
            ],
            reader => reader.GetString(0)
        );
        return ExecutionWriter.Stored(recommendations.Select(one => one.Id), stored);
    }

    public Task<ImmutableArray<bool>> AppendAsync(ImmutableArray<Execution> executions) =>
        RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                return await ExecutionWriter.AppendAsync(connection, executions, null, clock.UtcNow);
            }
        );

    public Task AppendAsync(ImmutableArray<DailyPrice> prices) =>
        RepeatableSql.ExecuteAsync(database, PriceRows.Add, PriceRows.Parameters(prices, clock.UtcNow));

    public Task<ImmutableArray<DateOnly>> ReadMarkedDaysAsync(DateOnly through, int limit) =>
        RepeatableSql.ListAsync(
            database,
            "SELECT DISTINCT day FROM reconciliation_marks WHERE day <= $1 ORDER BY day LIMIT $2",
            [new() { Value = through }, new() { Value = limit }],
            reader => reader.GetFieldValue<DateOnly>(0)
        );

    public Task MarkDaysAsync(DateOnly from, DateOnly through) =>
        RepeatableSql.ExecuteAsync(
            database,
            "INSERT INTO reconciliation_marks (day) SELECT generate_series($1::date, $2::date, interval '1 day')::date",
            new() { Value = from },
            new() { Value = through }
        );

    public Task<ReconciledDay> ReconcileAsync(
        ReconciliationSpan span,
        Func<IReadOnlyList<Recommendation>, IReadOnlyList<Execution>, IReadOnlyDictionary<string, string>, ImmutableArray<Match>> match
    ) =>
        InTransactionAsync(async connection =>
        {
            var reconciled = await new DayReconciliation(connection, span, clock.UtcNow).RunAsync(match);
            LearningMeter.DayReconciled();
            return reconciled;
        });

    public Task MarkExpiredAsync(DateOnly lastDay) =>
        RepeatableSql.ExecuteAsync(
            database,
            """
            INSERT INTO outcome_marks (account, instrument)
            SELECT DISTINCT account, instrument FROM position_lots l
            WHERE state = 'open' AND length(instrument) = 21 AND substr(instrument, 7, 6) ~ '^[0-9]{6}$'
                AND to_date(substr(instrument, 7, 6), 'YYMMDD') <= $1
                AND NOT EXISTS (SELECT FROM outcome_marks m WHERE m.instrument = l.instrument AND m.account = l.account)
            """,
            new NpgsqlParameter { Value = lastDay }
        );

    public Task<int?> TrackMarkedAsync(int maxMarks, Func<OutcomeFacts, OutcomeResult> track) =>
        InTransactionAsync(connection => new OutcomeTracking(connection, clock.UtcNow).RunAsync(maxMarks, track));

    public async Task<PostponedMark?> PostponeMarkAsync() =>
        (
            await RepeatableSql.ListAsync(
                database,
                PostponeMark,
                [Now()],
                reader => new PostponedMark(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<DateTimeOffset>(2))
            )
        ).FirstOrDefault();

    public Task<OutcomeFacts> ReadForOutcomesAsync(DateTimeOffset before) =>
        InTransactionAsync(async connection =>
        {
            var matches = await Statement.ReadAsync(
                connection,
                $"SELECT {MatchRows.Columns} FROM {MatchRows.Table} ORDER BY m.id",
                MatchRows.Read
            );
            var recommendations = await Statement.ReadAsync(
                connection,
                $"SELECT {MatchRows.RecommendationColumns} FROM recommendations r JOIN recommendation_execution_matches m "
                    + "ON m.recommendation_id = r.id",
                MatchRows.ReadRecommendation
            );
            var executions = await Statement.ReadAsync(
                connection,
                $"SELECT {MatchRows.ExecutionColumns} FROM executions e WHERE e.executed_at < $1 ORDER BY e.executed_at, e.id",
                MatchRows.ReadExecution,
                Sql.Time(before)
            );
            return new OutcomeFacts(
                [.. matches],
                [.. recommendations],
                [.. executions],
                [],
                [.. await PriceRows.ReadAsync(connection, recommendations)],
                matches.SelectMany(match => match.Match.AllExecutions()).ToHashSet()
            );
        });

    public Task<ImmutableArray<OutcomeCount>> CountOutcomesAsync() =>
        RepeatableSql.ListAsync(
            database,
            // A fee that is shared among three lots has 28 digits after the point; the sum with large ones has more than a decimal holds.
            "SELECT outcome, count(*)::integer, round(sum(attributed_pnl), 10), currency FROM position_outcomes GROUP BY currency, outcome "
                + "ORDER BY currency, outcome NULLS FIRST",
            [],
            reader => new OutcomeCount(
                reader.TextOrNull(0) is { } outcome ? Sql.Value<OutcomeKind>(outcome) : null,
                reader.GetInt32(1),
                reader.GetDecimal(2),
                reader.GetString(3)
            )
        );

    public async Task<ListPart<MatchRecord>> ListAsync(MatchFilter filter, ListRequest<MatchSort> request)
    {
        var part = await MatchRows.List.ReadAsync(
            database,
            new SqlConditions()
                .Where("day >= {0}", Sql.Optional(filter.From, NpgsqlDbType.Date))
                .Where("day <= {0}", Sql.Optional(filter.To, NpgsqlDbType.Date))
                .Where("match_type = {0}", Sql.Text(filter.Kind is { } kind ? Sql.Word(kind) : null))
                .Where("symbol = {0}", Sql.Text(filter.Symbol)),
            request,
            MatchRows.Read
        );
        return new ListPart<MatchRecord>(await MatchContracts.AddAsync(database, part.Items), part.Next);
    }

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
                $"SELECT {MatchRows.RecommendationColumns} FROM recommendations r JOIN recommendation_execution_matches m "
                    + "ON m.recommendation_id = r.id WHERE m.day BETWEEN $1 AND $2",
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

    public async Task<MatchRecord?> FindAsync(Guid id)
    {
        var found = await RepeatableSql.ListAsync(
            database,
            $"SELECT {MatchRows.Columns} FROM {MatchRows.Table} WHERE m.id = $1",
            [new() { Value = id }],
            MatchRows.Read
        );
        return (await MatchContracts.AddAsync(database, found)).FirstOrDefault();
    }

    public Task<MatchDecision> SetReasonAsync(Guid id, ReasonCode code, string? text, string by, int? revision) =>
        DecideAsync(
            id,
            "reason_code = $5, reason_text = $6, reviewed_at = $4",
            by,
            revision,
            match => (match.ReasonCode, match.ReasonText) == (code, text),
            new() { Value = Sql.Word(code) },
            Sql.Text(text)
        );

    public Task<MatchDecision> ExcludeAsync(Guid id, string? reason, string by, int? revision) =>
        DecideAsync(id, "excluded_reason = $5", by, revision, match => match.ExcludedReason == reason, Sql.Text(reason));

    /// <summary>
    /// The statement may run twice, when the connection breaks: where the next revision says the same of the same person, it was this
    /// decision that made it.
    /// </summary>
    private async Task<MatchDecision> DecideAsync(
        Guid id,
        string change,
        string by,
        int? revision,
        Func<MatchRecord, bool> saysSo,
        params NpgsqlParameter[] values
    )
    {
        var changed = await RepeatableSql.ExecuteAsync(
            database,
            $"WITH changed AS (UPDATE recommendation_execution_matches SET {change}, decided_by = $3, updated_at = $4 WHERE id = $1 "
                + "AND revision = coalesce($2, revision) RETURNING day) INSERT INTO changed_days (day) SELECT day FROM changed",
            [
                new() { Value = id },
                new() { Value = (object?)revision ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                Sql.Text(by),
                Now(),
                .. values,
            ]
        );
        return await FindAsync(id) switch
        {
            null => new MatchDecision(MatchRefusalKind.Unknown, null),
            var match when changed > 0 || (match.Revision == revision + 1 && match.DecidedBy == by && saysSo(match)) => new MatchDecision(
                null,
                match
            ),
            var match => new MatchDecision(MatchRefusalKind.Changed, match),
        };
    }

    private Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work) =>
        RepeatableSql.RunAsync(
            database,
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                var result = await work(connection);
                await transaction.CommitAsync();
                return result;
            }
        );

    private NpgsqlParameter Now() => Sql.Time(clock.UtcNow);
}
