using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <summary>The reconciliation of one day within a transaction.</summary>
internal sealed class DayReconciliation(NpgsqlConnection connection, ReconciliationSpan span, DateTimeOffset now)
{
    // Those that have an execution beyond the neighbours are no rivals any more.
    private const string Recommendations = $"""
        SELECT {MatchRows.RecommendationColumns} FROM recommendations r WHERE sent_at >= $1 AND sent_at < $2
          AND ((sent_at >= $3 AND sent_at < $4) OR NOT EXISTS (SELECT FROM recommendation_execution_matches m
              WHERE m.recommendation_id = r.id AND m.execution_id IS NOT NULL))
        ORDER BY sent_at, id
        """;

    // Of the windows, with the rest of their orders, or naming one of the recommendations ($3); not orders of which a match of others
    // has a fill, nor what names another one. Each candidate is looked up (OFFSET 0): what PostgreSQL guesses of "other recommendations"
    // would otherwise make it begin with all matches there are.
    private const string Executions = $"""
        WITH near AS (
            SELECT e.id, e.account, e.order_id FROM executions e
            WHERE (e.executed_at >= $1 AND e.executed_at <= $2) OR e.recommendation_id = ANY ($3)
        ), candidate AS (
            SELECT id, account, order_id FROM near
            UNION SELECT e.id, e.account, e.order_id FROM (SELECT DISTINCT account, order_id FROM near WHERE order_id IS NOT NULL) o
                CROSS JOIN LATERAL (SELECT * FROM executions e WHERE e.order_id = o.order_id OFFSET 0) e
            WHERE e.account IS NOT DISTINCT FROM o.account
        ), taken AS (
            SELECT c.id, c.account, c.order_id FROM candidate c CROSS JOIN LATERAL (
                SELECT m.recommendation_id FROM recommendation_execution_matches m WHERE m.execution_id = c.id
                UNION ALL SELECT m.recommendation_id FROM match_fills f JOIN recommendation_execution_matches m ON m.id = f.match_id
                WHERE f.execution_id = c.id OFFSET 0
            ) m
            WHERE m.recommendation_id IS NOT NULL AND m.recommendation_id NOT IN (SELECT unnest($3::text[]))
        )
        SELECT {MatchRows.ExecutionColumns} FROM executions e
        WHERE e.id IN (SELECT id FROM candidate) AND e.id NOT IN (SELECT id FROM taken)
          AND NOT EXISTS (SELECT FROM taken t WHERE t.order_id = e.order_id AND t.account IS NOT DISTINCT FROM e.account)
          AND (e.recommendation_id IS NULL OR e.recommendation_id = ANY ($3) OR NOT EXISTS (SELECT FROM recommendations r
              WHERE r.id = e.recommendation_id))
        ORDER BY e.executed_at, e.id
        """;

    private const string Existing = $"""
        SELECT {MatchRows.Columns} FROM {MatchRows.Table} WHERE m.id IN (
            SELECT id FROM recommendation_execution_matches WHERE recommendation_id = ANY ($1)
            UNION SELECT id FROM recommendation_execution_matches WHERE execution_id = ANY ($2) AND recommendation_id IS NULL
            UNION SELECT id FROM recommendation_execution_matches WHERE day = $3 AND recommendation_id IS NULL
        )
        """;

    private const string Insert = """
        INSERT INTO recommendation_execution_matches
            (id, day, recommendation_id, execution_id, symbol, match_type, score, strike_difference, days_difference,
                premium_difference, reason_code, reason_text, reviewed_at, excluded_reason, structure, decided_by, created_at, updated_at)
        SELECT id, $15, recommendation_id, execution_id, symbol, match_type, score, strike_difference, days_difference,
            premium_difference, reason_code, reason_text, reviewed_at, excluded_reason, structure, decided_by, $16, $16
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::double precision[], $6::numeric[], $7::integer[],
            $8::numeric[], $9::text[], $10::text[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $17::text[])
            AS s(id, recommendation_id, execution_id, match_type, score, strike_difference, days_difference, premium_difference,
                reason_code, reason_text, reviewed_at, excluded_reason, structure, decided_by, symbol)
        """;

    // What it was goes to its history; what somebody said of it, or of an execution that is part of it now, stays.
    private const string Revise = """
        UPDATE recommendation_execution_matches m SET
            execution_id = s.execution_id, match_type = s.match_type, score = s.score, strike_difference = s.strike_difference,
                days_difference = s.days_difference,
            premium_difference = s.premium_difference, reason_code = coalesce(m.reason_code, s.reason_code),
                reason_text = coalesce(m.reason_text, s.reason_text),
            reviewed_at = coalesce(m.reviewed_at, s.reviewed_at), excluded_reason = coalesce(m.excluded_reason, s.excluded_reason),
                decided_by = coalesce(m.decided_by, s.decided_by), structure = s.structure, updated_at = $15,
            history = history || jsonb_build_array(jsonb_build_object('until', $15, 'kind', s.former_kind, 'executionId',
                s.former_execution))
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::double precision[], $6::numeric[], $7::integer[],
            $8::numeric[], $9::text[], $10::text[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $16::text[], $17::text[])
            AS s(id, recommendation_id, execution_id, match_type, score, strike_difference, days_difference, premium_difference,
                reason_code, reason_text, reviewed_at, excluded_reason, structure, decided_by, former_kind, former_execution)
        WHERE m.id = s.id
        """;

    internal async Task<ReconciledDay> RunAsync(
        Func<IReadOnlyList<Recommendation>, IReadOnlyList<Execution>, IReadOnlyDictionary<string, string>, ImmutableArray<Match>> match
    )
    {
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.Reconciliation})");
        // First of all: what arrives from now on leaves the day marked.
        await ExecuteAsync("DELETE FROM reconciliation_marks WHERE day = $1", new NpgsqlParameter { Value = span.Day });
        var recommendations = await ReadAsync(
            Recommendations,
            MatchRows.ReadRecommendation,
            Sql.Time(span.RivalsFrom),
            Sql.Time(span.RivalsTo),
            Sql.Time(span.NeighboursFrom),
            Sql.Time(span.NeighboursTo)
        );
        var near = recommendations.Where(one => span.IsNear(one.SentAt)).Select(one => one.Id).ToHashSet();
        var ids = Sql.Texts(near);
        var executions = await ReadAsync(
            Executions,
            MatchRows.ReadExecution,
            Sql.Time(span.NeighboursFrom),
            Sql.Time(span.ExecutionsTo),
            ids
        );
        var existing = await ReadAsync(
            Existing,
            MatchRows.Read,
            ids.Clone(),
            Sql.Texts(executions.Select(one => one.Id)),
            new NpgsqlParameter { Value = span.Day }
        );
        var former = existing
            .Where(one => one.Match is { RecommendationId: not null, ExecutionId: not null })
            .ToDictionary(one => one.Match.RecommendationId!, one => one.Match.ExecutionId!);
        // Thousands take a while: not the turn of the grain that asks.
        var matches = await Task.Run(() => match(recommendations, executions, former));

        var ofDay = recommendations.Where(one => span.IsOfDay(one.SentAt)).ToDictionary(one => one.Id, one => one.Symbol);
        var known = existing.Select(one => one.Match.RecommendationId).ToHashSet();
        ImmutableArray<Match> written =
        [
            .. matches.Where(one =>
                one.RecommendationId is not { } id || ofDay.ContainsKey(id) || (near.Contains(id) && known.Contains(id))
            ),
        ];
        var revision = MatchRevision.Of(span.Day, written, existing, now);
        await ReleaseAsync(revision);
        await WriteAsync(
            Revise,
            revision.Revised,
            Sql.Time(now),
            Sql.Column(revision.Revised, one => one.Former!.Match.Kind.ToString(), NpgsqlDbType.Text),
            Sql.Column(revision.Revised, one => one.Former!.Match.ExecutionId, NpgsqlDbType.Text)
        );
        var instruments = executions.ToDictionary(one => one.Id, one => one.Underlying);
        await WriteAsync(
            Insert,
            revision.Added,
            new NpgsqlParameter { Value = span.Day },
            Sql.Time(now),
            Sql.Column(
                revision.Added,
                one => one.Match.RecommendationId is { } id ? ofDay[id] : instruments[one.Match.ExecutionId!],
                NpgsqlDbType.Text
            )
        );
        await AddFillsAsync([.. revision.Revised, .. revision.Added]);
        await MarkAsync(revision);
        return new ReconciledDay(
            span.Day,
            ofDay.Count,
            revision.Added.Length,
            revision.Revised.Length,
            [
                .. written
                    .Where(one => one.RecommendationId is not { } id || ofDay.ContainsKey(id))
                    .GroupBy(one => one.Kind)
                    .OrderBy(group => group.Key)
                    .Select(group => new KindCount(group.Key, group.Count())),
            ]
        );
    }

    /// <summary>What takes other executions lets go of its own first; orders that are independent no more go.</summary>
    private async Task ReleaseAsync(MatchRevision revision)
    {
        var revised = new NpgsqlParameter { Value = revision.Revised.Select(one => one.Id).ToArray() };
        await ExecuteAsync(
            "DELETE FROM recommendation_execution_matches WHERE id = ANY ($1)",
            new NpgsqlParameter { Value = revision.Gone.Select(one => one.Id).ToArray() }
        );
        await ExecuteAsync(
            "UPDATE recommendation_execution_matches SET execution_id = NULL WHERE id = ANY ($1) AND recommendation_id IS NOT NULL",
            revised
        );
        await ExecuteAsync("DELETE FROM position_outcomes WHERE match_id = ANY ($1)", revised.Clone());
        await ExecuteAsync(
            "DELETE FROM match_fills WHERE match_id = ANY ($1) OR execution_id = ANY ($2)",
            revised.Clone(),
            Sql.Texts(revision.Revised.Concat(revision.Added).SelectMany(one => one.Match.AllExecutions()))
        );
    }

    /// <summary>
    /// Outcomes of what was changed, and of executions that it let go, are to be worked out; so are the sums of its days.
    /// </summary>
    private async Task MarkAsync(MatchRevision revision)
    {
        if (revision.IsEmpty)
            return;
        await ExecuteAsync(
            """
            WITH positions AS (
                INSERT INTO outcome_marks (account, instrument)
                SELECT DISTINCT coalesce(account, ''), instrument FROM executions WHERE id = ANY ($2)
            ), days AS (
                INSERT INTO changed_days (day) SELECT DISTINCT unnest($3::date[])
            )
            INSERT INTO outcome_marks (match_id) SELECT unnest($1::uuid[])
            """,
            new() { Value = revision.Written.Select(one => one.Id).ToArray() },
            Sql.Texts(
                revision
                    .Gone.Concat(revision.Revised.Select(one => one.Former!))
                    .SelectMany(former => former.Match.AllExecutions())
                    .Concat(revision.Written.SelectMany(one => one.Match.AllExecutions()))
                    .Distinct()
            ),
            Sql.Array(
                revision.Gone.Concat(revision.Revised.Select(one => one.Former!)).Select(former => former.Day).Append(span.Day).ToArray(),
                NpgsqlDbType.Date
            )
        );
    }

    private Task WriteAsync(string sql, ImmutableArray<WrittenMatch> matches, params NpgsqlParameter[] further) =>
        matches.IsEmpty
            ? Task.CompletedTask
            : ExecuteAsync(
                sql,
                [
                    Sql.Column(matches, one => one.Id, NpgsqlDbType.Uuid),
                    Sql.Column(matches, one => one.Match.RecommendationId, NpgsqlDbType.Text),
                    Sql.Column(matches, one => one.Match.ExecutionId, NpgsqlDbType.Text),
                    Sql.Column(matches, one => Sql.Word(one.Match.Kind), NpgsqlDbType.Text),
                    Sql.Column(matches, one => one.Match.Score, NpgsqlDbType.Double),
                    Sql.Column(matches, one => one.Match.StrikeDifference, NpgsqlDbType.Numeric),
                    Sql.Column(matches, one => one.Match.DaysDifference, NpgsqlDbType.Integer),
                    Sql.Column(matches, one => one.Match.PremiumDifference, NpgsqlDbType.Numeric),
                    Sql.Column(matches, one => one.Said?.ReasonCode is { } code ? Sql.Word(code) : null, NpgsqlDbType.Text),
                    Sql.Column(matches, one => one.Said?.ReasonText, NpgsqlDbType.Text),
                    Sql.Column(matches, one => one.Said?.ReviewedAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
                    Sql.Column(matches, one => one.Said?.ExcludedReason, NpgsqlDbType.Text),
                    Sql.Column(matches, one => one.Match.Structure is { } structure ? Sql.Word(structure) : null, NpgsqlDbType.Text),
                    Sql.Column(matches, one => one.Said?.DecidedBy, NpgsqlDbType.Text),
                    .. further,
                ]
            );

    private Task AddFillsAsync(ImmutableArray<WrittenMatch> matches)
    {
        var fills = matches.SelectMany(one => one.Match.FurtherFills, (match, fill) => (match.Id, Fill: fill)).ToArray();
        return fills.Length == 0
            ? Task.CompletedTask
            : ExecuteAsync(
                "INSERT INTO match_fills (execution_id, match_id) SELECT * FROM unnest($1::text[], $2::uuid[])",
                Sql.Texts(fills.Select(one => one.Fill)),
                new() { Value = fills.Select(one => one.Id).ToArray() }
            );
    }

    private Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) =>
        Statement.ReadAsync(connection, sql, read, parameters);

    private Task<int> ExecuteAsync(string sql, params NpgsqlParameter[] parameters) => Statement.ExecuteAsync(connection, sql, parameters);
}
