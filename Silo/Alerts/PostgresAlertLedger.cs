using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Alerts;

/// <inheritdoc cref="IAlertLedger" />
internal sealed class PostgresAlertLedger(NpgsqlDataSource database, IClock clock) : IAlertLedger
{
    private const string Raise = """
        WITH raised AS (
            INSERT INTO alerts (id, kind, subject, message, raised_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING RETURNING id
        ), deliveries AS (
            INSERT INTO alert_deliveries (alert_id, notifier, try_at) SELECT id, notifier, $5
                FROM raised CROSS JOIN unnest($6::text[]) notifier
                WHERE NOT EXISTS (SELECT FROM alert_mutes WHERE kind = $2 AND muted_until > $5)
        )
        SELECT count(*) FROM raised
        """;

    private const string Acknowledge = """
        UPDATE alerts SET acknowledged_at = coalesce(acknowledged_at, $2), acknowledged_by = coalesce(acknowledged_by, $3) WHERE id = $1
        """;

    private const string Pending = """
        SELECT a.id, a.kind, a.subject, a.message, a.raised_at, d.attempts FROM alert_deliveries d JOIN alerts a ON a.id = d.alert_id
        WHERE d.notifier = $1 AND d.delivered_at IS NULL AND d.try_at <= $2
            AND NOT EXISTS (SELECT FROM alert_mutes m WHERE m.kind = a.kind AND m.muted_until > $2)
        ORDER BY a.raised_at, a.id LIMIT $3
        """;

    private const string Mute = """
        INSERT INTO alert_mutes (kind, reason, muted_by, muted_at, muted_until) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (kind) DO UPDATE SET reason = excluded.reason, muted_by = excluded.muted_by, muted_at = excluded.muted_at,
            muted_until = excluded.muted_until
        """;

    private const string Delivered =
        "UPDATE alert_deliveries SET delivered_at = $3, attempts = attempts + 1, last_error = NULL WHERE notifier = $1 AND alert_id "
        + "= $2 AND delivered_at IS NULL";

    private const string Failed =
        "UPDATE alert_deliveries SET try_at = $3, attempts = attempts + 1, last_error = $4 WHERE notifier = $1 AND alert_id = $2 "
        + "AND delivered_at IS NULL";

    private const string AnyPending = "SELECT 1 FROM alert_deliveries WHERE notifier = $1 AND delivered_at IS NULL LIMIT 1";

    private static readonly KeysetList<AlertSort> s_list = new(
        """
        a.id, a.kind, a.subject, a.message, a.raised_at, a.acknowledged_at, a.acknowledged_by,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('notifier', d.notifier, 'deliveredAt', d.delivered_at, 'attempts',
            d.attempts, 'lastError', d.last_error) ORDER BY d.notifier), '[]')
         FROM alert_deliveries d WHERE d.alert_id = a.id)::text,
        m.muted_until
        """,
        "alerts a LEFT JOIN alert_mutes m ON m.kind = a.kind",
        new("a.id COLLATE \"C\"", SortKind.Text),
        new() { [AlertSort.RaisedAt] = new("a.raised_at", SortKind.Time), [AlertSort.Kind] = new("a.kind COLLATE \"C\"", SortKind.Text) }
    );

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public async Task<bool> RaiseAsync(Alert alert, IReadOnlyCollection<string> notifiers)
    {
        var raised = await RepeatableSql.ListAsync(
            database,
            Raise,
            [
                new() { Value = alert.Id },
                new() { Value = alert.Kind.ToString() },
                new() { Value = alert.Subject },
                new() { Value = alert.Message },
                new() { Value = clock.UtcNow.UtcDateTime },
                Sql.Texts(notifiers),
            ],
            reader => reader.GetInt64(0)
        );
        if (raised[0] == 0)
            return false;
        LearningMeter.AlertRaised(alert.Kind.ToString());
        return true;
    }

    public Task<ListPart<AlertStatus>> ListAsync(AlertFilter filter, ListRequest<AlertSort> request)
    {
        var now = clock.UtcNow;
        var conditions = new SqlConditions()
            .Where("a.kind = {0}", Sql.Text(filter.Kind?.ToString()))
            .Where(
                "coalesce(m.muted_until <= {0}, true)",
                Sql.Optional<DateTime>(filter.OpenOnly ? now.UtcDateTime : null, NpgsqlDbType.TimestampTz)
            );
        if (filter.OpenOnly)
            conditions.Add("a.acknowledged_at IS NULL");
        return s_list.ReadAsync(
            database,
            conditions,
            request,
            reader => new AlertStatus(
                ReadAlert(reader),
                reader.GetFieldValue<DateTimeOffset>(4),
                reader.TimeOrNull(5),
                reader.TextOrNull(6),
                JsonSerializer.Deserialize<ImmutableArray<AlertDelivery>>(reader.GetString(7), s_json),
                reader.TimeOrNull(8) is { } until && until > now ? until : null
            )
        );
    }

    public async Task<bool> AcknowledgeAsync(string id, string by) =>
        await RepeatableSql.ExecuteAsync(
            database,
            Acknowledge,
            new() { Value = id },
            new() { Value = clock.UtcNow.UtcDateTime },
            new() { Value = by }
        ) > 0;

    public async Task<AlertMute> MuteAsync(AlertKind kind, TimeSpan period, string reason, string by)
    {
        var now = clock.UtcNow;
        var mute = new AlertMute(kind, reason, by, now, now + period);
        await RepeatableSql.ExecuteAsync(
            database,
            Mute,
            new() { Value = kind.ToString() },
            new() { Value = reason },
            new() { Value = by },
            Sql.Time(mute.MutedAt),
            Sql.Time(mute.MutedUntil)
        );
        return mute;
    }

    public async Task<bool> UnmuteAsync(AlertKind kind) =>
        await RepeatableSql.ExecuteAsync(
            database,
            "DELETE FROM alert_mutes WHERE kind = $1 AND muted_until > $2",
            new() { Value = kind.ToString() },
            Sql.Time(clock.UtcNow)
        ) > 0;

    public Task<ImmutableArray<AlertMute>> ReadMutesAsync() =>
        RepeatableSql.ListAsync(
            database,
            "SELECT kind, reason, muted_by, muted_at, muted_until FROM alert_mutes WHERE muted_until > $1 ORDER BY kind",
            [Sql.Time(clock.UtcNow)],
            reader => new AlertMute(
                Enum.Parse<AlertKind>(reader.GetString(0)),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetFieldValue<DateTimeOffset>(4)
            )
        );

    public Task<ImmutableArray<PendingDelivery>> ReadPendingAsync(string notifier, int limit) =>
        RepeatableSql.ListAsync(
            database,
            Pending,
            [new() { Value = notifier }, new() { Value = clock.UtcNow.UtcDateTime }, new() { Value = limit }],
            reader => new PendingDelivery(ReadAlert(reader), reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt32(5))
        );

    public Task DeliveredAsync(string notifier, string alertId) =>
        RepeatableSql.ExecuteAsync(
            database,
            Delivered,
            new() { Value = notifier },
            new() { Value = alertId },
            new() { Value = clock.UtcNow.UtcDateTime }
        );

    public Task FailedAsync(string notifier, string alertId, string error, DateTimeOffset tryAgainAt) =>
        RepeatableSql.ExecuteAsync(
            database,
            Failed,
            new() { Value = notifier },
            new() { Value = alertId },
            new() { Value = tryAgainAt.UtcDateTime },
            new() { Value = error }
        );

    public async Task<bool> HasPendingAsync(string notifier) =>
        !(await RepeatableSql.ListAsync(database, AnyPending, [new() { Value = notifier }], reader => reader.GetInt32(0))).IsEmpty;

    private static Alert ReadAlert(NpgsqlDataReader reader) =>
        new(reader.GetString(0), Enum.Parse<AlertKind>(reader.GetString(1)), reader.GetString(2), reader.GetString(3));
}
