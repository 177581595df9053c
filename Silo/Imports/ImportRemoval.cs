using LearningActors.Ledger;
using LearningActors.Operations;
using Npgsql;

namespace LearningActors.Imports;

/// <summary>Takes back what an import stored first, within a transaction.</summary>
internal sealed class ImportRemoval(NpgsqlConnection connection, Guid import)
{
    /// <summary>Matches <c>m</c> that have an execution of the import.</summary>
    private const string HasIts = """
        (EXISTS (SELECT FROM executions e WHERE e.id = m.execution_id AND e.import_id = $1)
         OR EXISTS (SELECT FROM match_fills f JOIN executions e ON e.id = f.execution_id WHERE f.match_id = m.id AND e.import_id = $1))
        """;

    private const string Decided = $"""
        SELECT m.id, m.day::text, m.reviewed_at IS NOT NULL, m.excluded_reason IS NOT NULL, count(*) OVER ()
        FROM recommendation_execution_matches m
        WHERE {HasIts} AND (m.reviewed_at IS NOT NULL OR m.excluded_reason IS NOT NULL OR EXISTS (
            SELECT FROM weekly_summary_reviews w WHERE w.review_status <> 'pending'
                AND w.year = extract(isoyear FROM m.day) AND w.week = extract(week FROM m.day)))
        ORDER BY m.day, m.id LIMIT 1
        """;

    // Days: of what goes, of the rest of its orders, and of recommendations that had it. Positions: its own, and those that may be linked
    // to them by an assignment, a corporate action or a roll; the links go with it.
    private static readonly string[] s_mark =
    [
        $"""
            INSERT INTO reconciliation_marks (day)
            SELECT (executed_at AT TIME ZONE 'America/Los_Angeles')::date FROM executions WHERE import_id = $1
            UNION SELECT (o.executed_at AT TIME ZONE 'America/Los_Angeles')::date FROM executions e JOIN executions o
                ON o.order_id = e.order_id AND o.account IS NOT DISTINCT FROM e.account WHERE e.import_id = $1
            UNION SELECT m.day FROM recommendation_execution_matches m WHERE {HasIts}
            """,
        """
            INSERT INTO outcome_marks (account, instrument)
            SELECT coalesce(o.account, ''), o.instrument FROM executions e JOIN executions o ON o.underlying = e.underlying
                AND o.account IS NOT DISTINCT FROM e.account WHERE e.import_id = $1
            UNION SELECT coalesce(o.account, ''), o.instrument FROM executions e JOIN executions o ON o.executed_at = e.executed_at
                AND o.account IS NOT DISTINCT FROM e.account AND o.cause = 'corporate_action'
                WHERE e.import_id = $1 AND e.cause = 'corporate_action'
            """,
        $"""
            INSERT INTO outcome_marks (match_id) SELECT m.id FROM recommendation_execution_matches m
            WHERE m.recommendation_id IS NOT NULL AND {HasIts}
            """,
        $"INSERT INTO changed_days (day) SELECT DISTINCT m.day FROM recommendation_execution_matches m WHERE {HasIts}",
    ];

    // What was independent is nothing any more. A recommendation keeps its match, as one that nobody executed until it is reconciled.
    private static readonly string[] s_release =
    [
        $"DELETE FROM recommendation_execution_matches m WHERE m.recommendation_id IS NULL AND {HasIts}",
        $"DELETE FROM position_outcomes o USING recommendation_execution_matches m WHERE o.match_id = m.id AND {HasIts}",
        $"""
            WITH released AS (
                UPDATE recommendation_execution_matches m SET execution_id = NULL, match_type = 'reject', score = NULL,
                    strike_difference = NULL, days_difference = NULL, premium_difference = NULL, structure = NULL, updated_at = $2,
                    history = history || jsonb_build_array(jsonb_build_object('until', $2,
                    'kind', m.match_type, 'executionId', m.execution_id))
                WHERE {HasIts} RETURNING m.id
            )
            DELETE FROM match_fills f USING released WHERE f.match_id = released.id
            """,
    ];

    private static readonly string[] s_remove =
    [
        "DELETE FROM executions WHERE import_id = $1",
        "DELETE FROM cash_movements WHERE import_id = $1",
        "DELETE FROM import_rows WHERE import_id = $1",
    ];

    /// <summary>Why the import stays; null where nothing was decided on what it stored.</summary>
    /// <remarks>From here on no day is reconciled until the transaction ends.</remarks>
    internal async Task<string?> FindDecisionAsync()
    {
        await Statement.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.Reconciliation})");
        await using var command = new NpgsqlCommand(Decided, connection) { Parameters = { new() { Value = import } } };
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        var (id, day, matches) = (reader.GetGuid(0), reader.GetString(1), reader.GetInt64(4));
        var what =
            reader.GetBoolean(2) ? "has a reason"
            : reader.GetBoolean(3) ? "is excluded from learning"
            : "is of a week that was reviewed";
        var others = matches > 1 ? $", and {matches - 1} more" : "";
        return $"The import can't be undone: match {id} of {day} has one of its executions and {what}{others}.";
    }

    /// <summary>Removes executions and cash, releases the matches that had them, marks what follows, and writes that down.</summary>
    internal async Task RunAsync(DateTimeOffset now, AuditEntry entry, ImportRecord undone)
    {
        foreach (var sql in s_mark.Concat(s_release).Concat(s_remove))
            await Statement.ExecuteAsync(
                connection,
                sql,
                sql.Contains("$2", StringComparison.Ordinal) ? [Import(), Sql.Time(now)] : [Import()]
            );
        await PostgresAuditTrail.WriteAsync(
            connection,
            now,
            entry with
            {
                DetailJson = $$"""{"executions":{{undone.Stored}},"cash_movements":{{undone.CashStored}}}""",
            }
        );
    }

    private NpgsqlParameter Import() => new() { Value = import };
}
