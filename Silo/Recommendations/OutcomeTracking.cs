using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <summary>Outcomes of what is marked, within a transaction.</summary>
/// <remarks>
/// A position is an instrument of an account. Assignments and corporate actions link positions; those that are linked are worked out
/// together, so that the cost follows from what has changed, not from the history.
/// </remarks>
internal sealed class OutcomeTracking(NpgsqlConnection connection, DateTimeOffset now)
{
    // Everything is looked up by what was marked. Reading all there is would be a little quicker for two thousand positions now, and
    // cost more the longer the history.
    private const string LookUp = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

    private const string TakeMarks = """
        DELETE FROM outcome_marks WHERE id IN (SELECT id FROM outcome_marks WHERE due_at <= $2 ORDER BY id LIMIT $1)
        RETURNING account, instrument, match_id
        """;

    /// <summary>The positions given, and all that are linked to them.</summary>
    private const string Linked = """
        WITH RECURSIVE linked(account, instrument) AS (
            SELECT * FROM unnest($1::text[], $2::text[])
            UNION
            SELECT l.account, further.instrument FROM linked l CROSS JOIN LATERAL (
                SELECT e.underlying AS instrument FROM executions e
                WHERE e.instrument = l.instrument AND coalesce(e.account, '') = l.account AND e.action = 'assigned'
                    AND e.cause = 'option_end'
                UNION ALL
                SELECT o.instrument FROM executions o
                WHERE o.underlying = l.instrument AND o.instrument <> l.instrument AND coalesce(o.account, '') = l.account
                    AND o.action = 'assigned' AND o.cause = 'option_end'
                UNION ALL
                SELECT c.instrument FROM executions e JOIN executions c ON c.executed_at = e.executed_at
                    AND c.account IS NOT DISTINCT FROM e.account AND c.cause = 'corporate_action'
                WHERE e.instrument = l.instrument AND coalesce(e.account, '') = l.account AND e.cause = 'corporate_action'
            ) further
        )
        SELECT account, instrument FROM linked
        """;

    private const string Affected = """
        WITH e AS (SELECT e.id FROM unnest($1::text[], $2::text[]) AS p(account, instrument)
            JOIN executions e ON e.instrument = p.instrument AND coalesce(e.account, '') = p.account)
        SELECT m.id FROM e JOIN recommendation_execution_matches m ON m.execution_id = e.id
        UNION SELECT f.match_id FROM e JOIN match_fills f ON f.execution_id = e.id
        UNION SELECT m.id FROM recommendations r JOIN recommendation_execution_matches m ON m.recommendation_id = r.id
            WHERE r.instrument = ANY ($3)
        UNION SELECT m.id FROM recommendation_execution_matches m WHERE m.id = ANY ($4)
        """;

    private const string PositionsOfMatches = """
        SELECT coalesce(e.account, ''), e.instrument FROM recommendation_execution_matches m JOIN executions e ON e.id = m.execution_id
            WHERE m.id = ANY ($1)
        UNION SELECT coalesce(e.account, ''), e.instrument FROM match_fills f JOIN executions e ON e.id = f.execution_id
            WHERE f.match_id = ANY ($1)
        """;

    private const string ExecutionsOfPositions = $"""
        SELECT {MatchRows.ExecutionColumns} FROM unnest($1::text[], $2::text[]) AS p(account, instrument)
        JOIN executions e ON e.instrument = p.instrument AND coalesce(e.account, '') = p.account
        """;

    // Openings around a close, for rolls; and whatever was traded in a recommended contract, of any account.
    private const string Others = $"""
        SELECT {MatchRows.ExecutionColumns}
        FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS around(underlying, since, until)
        JOIN executions e ON e.underlying = around.underlying AND e.executed_at BETWEEN around.since AND around.until
            AND e.action IN ('STO', 'BTO')
        UNION SELECT {MatchRows.ExecutionColumns} FROM executions e WHERE e.instrument = ANY ($4) AND e.action IN ('BTC', 'STC', 'expired')
        """;

    private const string Matched = """
        SELECT execution_id FROM recommendation_execution_matches WHERE execution_id = ANY ($1)
        UNION ALL SELECT execution_id FROM match_fills WHERE execution_id = ANY ($1)
        """;

    private const string Save = """
        WITH affected AS (SELECT unnest($1::uuid[]) AS match_id), gone AS (
            DELETE FROM position_outcomes o USING affected a WHERE o.match_id = a.match_id AND o.match_id <> ALL ($2) RETURNING o.match_id
        ), saved AS (
            INSERT INTO position_outcomes AS o (match_id, outcome, pnl, counterfactual_pnl, as_of, attributed_pnl, position_pnl, is_ended,
                is_inferred, counterfactual_source, counterfactual_on, currency, updated_at)
            SELECT s.*, $14 FROM unnest($2::uuid[], $3::text[], $4::numeric[], $5::numeric[], $6::date[], $7::numeric[], $8::numeric[],
                $9::boolean[], $10::boolean[], $11::text[], $12::date[], $13::text[]) AS s
            ON CONFLICT (match_id) DO UPDATE SET outcome = excluded.outcome, pnl = excluded.pnl,
                counterfactual_pnl = excluded.counterfactual_pnl, as_of = excluded.as_of, attributed_pnl = excluded.attributed_pnl,
                position_pnl = excluded.position_pnl, is_ended = excluded.is_ended, is_inferred = excluded.is_inferred,
                counterfactual_source = excluded.counterfactual_source, counterfactual_on = excluded.counterfactual_on,
                currency = excluded.currency, updated_at = excluded.updated_at
            WHERE (o.outcome, o.pnl, o.counterfactual_pnl, o.attributed_pnl, o.position_pnl, o.is_ended, o.is_inferred,
                    o.counterfactual_source, o.counterfactual_on, o.currency)
                IS DISTINCT FROM (excluded.outcome, excluded.pnl, excluded.counterfactual_pnl, excluded.attributed_pnl,
                    excluded.position_pnl, excluded.is_ended, excluded.is_inferred, excluded.counterfactual_source,
                    excluded.counterfactual_on, excluded.currency)
            RETURNING match_id
        ), changed AS (SELECT match_id FROM gone UNION ALL SELECT match_id FROM saved), days AS (
            INSERT INTO changed_days (day) SELECT DISTINCT m.day FROM changed c JOIN recommendation_execution_matches m ON m.id = c.match_id
        )
        SELECT count(*)::integer FROM changed
        """;

    private const string AddLots = """
        INSERT INTO position_lots (account, instrument, state, opening_id, closing_id, origin_id, is_short, quantity, pnl, cash, opened_at,
            closed_at, closed_by, is_inferred, currency)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::numeric[],
            $9::numeric[], $10::numeric[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::boolean[], $15::text[])
        """;

    /// <summary>Null where nothing is due; otherwise how many outcomes have changed.</summary>
    internal async Task<int?> RunAsync(int maxMarks, Func<OutcomeFacts, OutcomeResult> track)
    {
        await Statement.ExecuteAsync(connection, LookUp);
        await Statement.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.Reconciliation})");
        var marks = await Statement.ReadAsync(
            connection,
            TakeMarks,
            reader =>
                (
                    Position: reader.TextOrNull(1) is { } instrument ? new Position(reader.TextOrNull(0) ?? "", instrument) : null,
                    Match: reader.IsDBNull(2) ? (Guid?)null : reader.GetGuid(2)
                ),
            new NpgsqlParameter { Value = maxMarks },
            Sql.Time(now)
        );
        if (marks.Count == 0)
            return null;
        Position[] marked = [.. marks.Select(mark => mark.Position).OfType<Position>().Distinct()];
        var touched = await LinkedAsync(marked);
        var affected = (
            await Statement.ReadAsync(
                connection,
                Affected,
                reader => reader.GetGuid(0),
                [
                    .. Parameters(touched),
                    Sql.Texts(marked.Select(position => position.Instrument).Distinct()),
                    new() { Value = marks.Select(mark => mark.Match).OfType<Guid>().Distinct().ToArray() },
                ]
            )
        ).ToArray();
        var positions = await LinkedAsync([.. touched.Union(await PositionsAsync(affected))]);
        var facts = await ReadAsync(affected, positions);
        // Thousands take a while: not the turn of the grain that asks.
        var result = await Task.Run(() => track(facts));
        await ReplaceLotsAsync(positions, result.Positions);
        return await SaveAsync(affected, result.Outcomes);
    }

    private async Task<OutcomeFacts> ReadAsync(Guid[] affected, Position[] positions)
    {
        var matches = await Statement.ReadAsync(
            connection,
            $"SELECT {MatchRows.Columns} FROM {MatchRows.Table} WHERE m.id = ANY ($1) ORDER BY m.id",
            MatchRows.Read,
            new NpgsqlParameter { Value = affected }
        );
        var recommendations = await Statement.ReadAsync(
            connection,
            $"SELECT {MatchRows.RecommendationColumns} FROM recommendations r WHERE r.id = ANY ($1)",
            MatchRows.ReadRecommendation,
            Sql.Texts(matches.Select(match => match.Match.RecommendationId).OfType<string>())
        );
        var executions = await Statement.ReadAsync(connection, ExecutionsOfPositions, MatchRows.ReadExecution, [.. Parameters(positions)]);
        var contracts = recommendations.Select(one => one.Instrument).OfType<string>().Distinct().ToArray();
        var around = Around(executions.Where(one => !one.IsOpening && one.IsTrade)).ToArray();
        return new OutcomeFacts(
            [.. matches],
            [.. recommendations],
            [.. executions],
            [
                .. await Statement.ReadAsync(
                    connection,
                    Others,
                    MatchRows.ReadExecution,
                    Sql.Texts(around.Select(one => one.Underlying)),
                    Sql.Array(around.Select(one => one.From.UtcDateTime).ToArray(), NpgsqlDbType.TimestampTz),
                    Sql.Array(around.Select(one => one.To.UtcDateTime).ToArray(), NpgsqlDbType.TimestampTz),
                    Sql.Texts(contracts)
                ),
            ],
            [.. await PriceRows.ReadAsync(connection, recommendations)],
            (
                await Statement.ReadAsync(connection, Matched, reader => reader.GetString(0), Sql.Texts(executions.Select(one => one.Id)))
            ).ToHashSet()
        );
    }

    /// <summary>The times in which an opening may be a roll of one of the closes, each once however many they are.</summary>
    private static IEnumerable<(string Underlying, DateTimeOffset From, DateTimeOffset To)> Around(IEnumerable<Execution> closes)
    {
        foreach (var underlying in closes.GroupBy(one => one.Underlying, StringComparer.Ordinal))
        {
            (DateTimeOffset From, DateTimeOffset To)? last = null;
            foreach (var at in underlying.Select(one => one.At).Order())
            {
                if (last is { } reached && at - Outcomes.RollsWithin <= reached.To)
                {
                    last = (reached.From, at + Outcomes.RollsWithin);
                    continue;
                }

                if (last is { } whole)
                    yield return (underlying.Key, whole.From, whole.To);
                last = (at - Outcomes.RollsWithin, at + Outcomes.RollsWithin);
            }

            yield return (underlying.Key, last!.Value.From, last.Value.To);
        }
    }

    private async Task<Position[]> LinkedAsync(Position[] positions) =>
        [
            .. await Statement.ReadAsync(
                connection,
                Linked,
                reader => new Position(reader.GetString(0), reader.GetString(1)),
                [.. Parameters(positions)]
            ),
        ];

    private async Task<IEnumerable<Position>> PositionsAsync(Guid[] matches) =>
        await Statement.ReadAsync(
            connection,
            PositionsOfMatches,
            reader => new Position(reader.GetString(0), reader.GetString(1)),
            new NpgsqlParameter { Value = matches }
        );

    private async Task ReplaceLotsAsync(Position[] positions, FifoPositions lots)
    {
        await Statement.ExecuteAsync(
            connection,
            "DELETE FROM position_lots l USING unnest($1::text[], $2::text[]) AS p(account, instrument) "
                + "WHERE l.instrument = p.instrument AND l.account = p.account",
            [.. Parameters(positions)]
        );
        LotRow[] rows = [.. LotRow.Of(lots)];
        if (rows.Length > 0)
            await Statement.ExecuteAsync(connection, AddLots, LotRow.Columns(rows));
    }

    private async Task<int> SaveAsync(Guid[] affected, ImmutableArray<PositionOutcome> outcomes) =>
        (
            await Statement.ReadAsync(
                connection,
                Save,
                reader => reader.GetInt32(0),
                new() { Value = affected },
                Sql.Column(outcomes, one => one.MatchId, NpgsqlDbType.Uuid),
                Sql.Column(outcomes, one => one.Kind is { } kind ? Sql.Word(kind) : null, NpgsqlDbType.Text),
                Sql.Column(outcomes, one => one.Pnl, NpgsqlDbType.Numeric),
                Sql.Column(outcomes, one => one.CounterfactualPnl, NpgsqlDbType.Numeric),
                Sql.Column(outcomes, one => one.AsOf, NpgsqlDbType.Date),
                Sql.Column(outcomes, one => one.AttributedPnl, NpgsqlDbType.Numeric),
                Sql.Column(outcomes, one => one.PositionPnl, NpgsqlDbType.Numeric),
                Sql.Column(outcomes, one => one.IsEnded, NpgsqlDbType.Boolean),
                Sql.Column(outcomes, one => one.IsInferred, NpgsqlDbType.Boolean),
                Sql.Column(outcomes, one => one.CounterfactualSource, NpgsqlDbType.Text),
                Sql.Column(outcomes, one => one.CounterfactualOn, NpgsqlDbType.Date),
                Sql.Column(outcomes, one => one.Currency, NpgsqlDbType.Text),
                Sql.Time(now)
            )
        )[0];

    private static NpgsqlParameter[] Parameters(Position[] positions) =>
        [Sql.Texts(positions.Select(position => position.Account)), Sql.Texts(positions.Select(position => position.Instrument))];

    private sealed record Position(string Account, string Instrument);
}
