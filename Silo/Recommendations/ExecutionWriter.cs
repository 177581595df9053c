using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <summary>Writes executions, and marks what follows from them.</summary>
internal static class ExecutionWriter
{
    // Days: of the execution, of what it names, and of the order's other fills. Positions: its own, and those that were closed a few
    // minutes from an opening, which may be rolls now.
    private const string Add = """
        WITH added AS (
            INSERT INTO executions (id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id, cause,
                instrument_kind, underlying, order_id, multiplier, currency, received_at, import_id)
            SELECT id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id, cause,
                instrument_kind, underlying, order_id, multiplier, currency, $16, $17
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::numeric[], $6::numeric[], $7::numeric[], $8::text[],
                $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::numeric[], $15::text[])
                AS e(id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id, cause,
                    instrument_kind, underlying, order_id, multiplier, currency)
            -- In this order, so that two who store the same wait for each other and never both ways.
            ORDER BY id
            ON CONFLICT (id) DO NOTHING
            RETURNING id, executed_at, recommendation_id, account, order_id, instrument, underlying, action, cause
        ), marked AS (
            INSERT INTO reconciliation_marks (day)
            SELECT (executed_at AT TIME ZONE 'America/Los_Angeles')::date FROM added
            UNION SELECT (r.sent_at AT TIME ZONE 'America/Los_Angeles')::date FROM added JOIN recommendations r
                ON r.id = added.recommendation_id
            UNION SELECT (e.executed_at AT TIME ZONE 'America/Los_Angeles')::date FROM added JOIN executions e
                ON e.order_id = added.order_id AND e.account IS NOT DISTINCT FROM added.account
        ), positions AS (
            INSERT INTO outcome_marks (account, instrument)
            SELECT coalesce(account, ''), instrument FROM added
            UNION SELECT coalesce(e.account, ''), e.instrument FROM added JOIN executions e ON e.underlying = added.underlying
                AND e.account IS NOT DISTINCT FROM added.account AND e.action IN ('BTC', 'STC')
                AND e.executed_at BETWEEN added.executed_at - interval '10 minutes' AND added.executed_at + interval '10 minutes'
            WHERE added.action IN ('STO', 'BTO') AND added.cause = 'trade'
        )
        SELECT id FROM added
        """;

    /// <summary>Records executions within the connection's transaction; for each, whether it is stored now.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="executions">The executions.</param>
    /// <param name="import">The import that they came with.</param>
    /// <param name="now">UTC.</param>
    internal static async Task<ImmutableArray<bool>> AppendAsync(
        NpgsqlConnection connection,
        ImmutableArray<Execution> executions,
        Guid? import,
        DateTimeOffset now
    )
    {
        if (executions.IsEmpty)
            return [];
        await using var command = new NpgsqlCommand(Add, connection)
        {
            Parameters =
            {
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
                Sql.Time(now),
                Sql.Optional(import, NpgsqlDbType.Uuid),
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var stored = new List<string>();
        while (await reader.ReadAsync())
            stored.Add(reader.GetString(0));
        return Stored(executions.Select(one => one.Id), stored);
    }

    /// <summary>Of two with one id the first was stored.</summary>
    internal static ImmutableArray<bool> Stored(IEnumerable<string> ids, IEnumerable<string> stored)
    {
        var left = stored.ToHashSet();
        return [.. ids.Select(left.Remove)];
    }
}
