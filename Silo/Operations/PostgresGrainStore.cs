using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LearningActors.Ledger;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;

namespace LearningActors.Operations;

/// <summary>The tables <c>grain_state</c> and <c>grain_reminder</c>, as an operator reads them.</summary>
internal sealed class PostgresGrainStore(NpgsqlDataSource database, IOptions<ClusterOptions> cluster, TimeProvider time) : IGrainStore
{
    private const string Count = """
        SELECT kind.name, count(DISTINCT state.grain_key)
        FROM unnest($2, $3) AS kind (name, state_name)
        JOIN grain_state state ON state.service_id = $1 AND state.state_name = kind.state_name AND state.state IS NOT NULL
        GROUP BY kind.name
        """;

    // $2: the names of the kind's states. $3: what its reminders' grain ids begin with. $4, $5: the filter. {0}, {1}: the direction.
    private static readonly CompositeFormat s_find = CompositeFormat.Parse(
        """
        WITH stored AS (
            SELECT grain_key AS key, array_agg(state_name ORDER BY state_name) AS states
            FROM grain_state
            WHERE service_id = $1 AND state_name = ANY ($2) AND grain_key LIKE $4 AND ($5 IS NULL OR grain_key {0} $5 COLLATE "C")
            GROUP BY grain_key
        ), reminded AS (
            SELECT key, count(*)::integer AS reminders
            FROM grain_reminder, substr(grain_id, length($3) + 1) AS key
            WHERE service_id = $1 AND starts_with(grain_id, $3) AND key LIKE $4 AND ($5 IS NULL OR key {0} $5 COLLATE "C")
            GROUP BY key
        )
        SELECT key, coalesce(states, '{{}}'), coalesce(reminders, 0) FROM stored FULL JOIN reminded USING (key)
        ORDER BY key COLLATE "C" {1} LIMIT $6
        """
    );

    private static readonly string s_readStates = $"""
        SELECT state_name, state::text, version, {Sql.InRange("updated_at")}
        FROM grain_state WHERE service_id = $1 AND state_name = ANY ($2) AND grain_key = $3 ORDER BY state_name
        """;

    private static readonly string s_reminder = $"grain_id, reminder_name, {Sql.InRange("start_time")}, period";

    private static readonly string s_ofGrain =
        $"SELECT {s_reminder} FROM grain_reminder WHERE service_id = $1 AND grain_id = $2 ORDER BY reminder_name";

    private static readonly KeysetList<ReminderSort> s_reminders = new(
        s_reminder,
        "grain_reminder",
        new("reminder_name COLLATE \"C\"", SortKind.Text),
        new() { [ReminderSort.Grain] = new("grain_id COLLATE \"C\"", SortKind.Text) }
    );

    private NpgsqlParameter Service => Sql.Text(cluster.Value.ServiceId);

    /// <inheritdoc />
    public async Task<ImmutableDictionary<string, long>> CountAsync(IEnumerable<GrainClass> kinds)
    {
        var states = kinds.SelectMany(kind => kind.States, (kind, state) => (kind.Kind, State: state)).ToArray();
        var counts = await RepeatableSql.ListAsync(
            database,
            Count,
            [Service, Sql.Texts(states.Select(one => one.Kind)), Sql.Texts(states.Select(one => one.State))],
            row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1))
        );
        return counts.ToImmutableDictionary();
    }

    /// <inheritdoc />
    public Task<ImmutableArray<GrainSummary>> FindAsync(GrainClass kind, GrainQuery query) =>
        RepeatableSql.ListAsync(
            database,
            string.Format(CultureInfo.InvariantCulture, s_find, query.IsDescending ? "<" : ">", query.IsDescending ? "DESC" : "ASC"),
            [
                Service,
                Sql.Texts(kind.States),
                Sql.Text($"{kind.Kind}/"),
                Sql.Contains(query.KeyPart),
                Sql.Text(query.After),
                Limit(query.Limit),
            ],
            row => new GrainSummary(row.GetString(0), [], [.. row.GetFieldValue<string[]>(1)], row.GetInt32(2))
        );

    /// <inheritdoc />
    public Task<ImmutableArray<StoredState>> ReadStatesAsync(GrainClass kind, string key) =>
        RepeatableSql.ListAsync(
            database,
            s_readStates,
            [Service, Sql.Texts(kind.States), Sql.Text(key)],
            row => new StoredState(
                row.GetString(0),
                row.TextOrNull(1),
                row.GetInt32(2).ToString(CultureInfo.InvariantCulture),
                row.TimeOrNull(3)
            )
        );

    /// <inheritdoc />
    public Task<ImmutableArray<ReminderStatus>> ReadRemindersAsync(GrainClass kind, string key) =>
        RepeatableSql.ListAsync(database, s_ofGrain, [Service, Sql.Text($"{kind.Kind}/{key}")], Reminder);

    /// <inheritdoc />
    public Task<ListPart<ReminderStatus>> ListRemindersAsync(string? grainPart, ListRequest<ReminderSort> request) =>
        s_reminders.ReadAsync(
            database,
            new SqlConditions().Add("service_id = {0}", Service).Add("grain_id LIKE {0}", Sql.Contains(grainPart)),
            request,
            Reminder
        );

    private static NpgsqlParameter Limit(int limit) => new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer };

    private ReminderStatus Reminder(NpgsqlDataReader row)
    {
        var grain = row.GetString(0);
        var slash = grain.IndexOf('/', StringComparison.Ordinal);
        var (first, periodMs) = (row.TimeOrNull(2), row.GetInt64(3));
        return new ReminderStatus(
            slash < 0 ? grain : grain[..slash],
            slash < 0 ? "" : grain[(slash + 1)..],
            row.GetString(1),
            first,
            periodMs / 1000.0,
            first is { } start ? ReminderTicks.Next(start, periodMs, time.GetUtcNow()) : null
        );
    }
}
