using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <inheritdoc cref="IAccountHistoryLedger" />
internal sealed class PostgresAccountHistoryLedger(NpgsqlDataSource database) : IAccountHistoryLedger
{
    private static readonly KeysetList<HistorySort> s_recommendations = new(
        MatchRows.RecommendationColumns,
        "recommendations r",
        new("r.id COLLATE \"C\"", SortKind.Text),
        new() { [HistorySort.Time] = new("r.sent_at", SortKind.Time) }
    );

    private static readonly KeysetList<HistorySort> s_executions = new(
        MatchRows.ExecutionColumns,
        "executions e",
        new("e.id COLLATE \"C\"", SortKind.Text),
        new() { [HistorySort.Time] = new("e.executed_at", SortKind.Time) }
    );

    private static readonly KeysetList<HistorySort> s_orders = new(
        "o.order_key, o.ids",
        """
        (SELECT coalesce(order_id, id) AS order_key, account, min(executed_at) AS executed_at, min(underlying) AS underlying,
            min(id) AS first_id, array_agg(id ORDER BY executed_at, id) AS ids
         FROM executions WHERE cause = 'trade' AND action IN ('STO', 'BTO', 'STC', 'BTC')
         GROUP BY account, coalesce(order_id, id)) o
        """,
        new("o.first_id COLLATE \"C\"", SortKind.Text),
        new() { [HistorySort.Time] = new("o.executed_at", SortKind.Time) }
    );

    private static readonly KeysetList<HistorySort> s_positions = new(
        "p.account, p.instrument, p.state, p.quantity, p.pnl, p.cash, p.currency, p.changed_at, p.lots::text",
        """
        (SELECT l.account, l.instrument,
            CASE WHEN bool_or(l.state = 'open') THEN 'open' WHEN bool_or(l.state = 'unmatched') THEN 'unmatched' ELSE 'closed' END AS state,
            coalesce(sum(CASE WHEN l.is_short THEN -l.quantity ELSE l.quantity END) FILTER (WHERE l.state = 'open'), 0) AS quantity,
            round(coalesce(sum(l.pnl), 0), 8) AS pnl, round(sum(l.cash), 8) AS cash, min(l.currency) AS currency,
            max(greatest(l.opened_at, l.closed_at)) AS changed_at,
            json_agg(json_build_object('state', l.state, 'openingExecutionId', l.opening_id, 'closingExecutionId', l.closing_id,
                'originExecutionId', l.origin_id, 'quantity', CASE WHEN l.is_short THEN -l.quantity ELSE l.quantity END,
                'pnl', round(l.pnl, 8), 'openedAt', l.opened_at, 'closedAt', l.closed_at, 'closedBy', l.closed_by,
                'isInferred', l.is_inferred) ORDER BY l.opened_at, l.closed_at, l.id) AS lots
         FROM position_lots l GROUP BY l.account, l.instrument) p
        """,
        new("(p.account || ' ' || p.instrument) COLLATE \"C\"", SortKind.Text),
        new() { [HistorySort.Time] = new("p.changed_at", SortKind.Time) }
    );

    public Task<ListPart<Recommendation>> ListRecommendationsAsync(HistoryFilter filter, ListRequest<HistorySort> request) =>
        s_recommendations.ReadAsync(
            database,
            Days(filter, "r.sent_at").Where("r.symbol = {0}", Sql.Text(filter.Symbol)).Where("r.account = {0}", Sql.Text(filter.Account)),
            request,
            MatchRows.ReadRecommendation
        );

    public Task<ListPart<Execution>> ListExecutionsAsync(HistoryFilter filter, ListRequest<HistorySort> request) =>
        s_executions.ReadAsync(
            database,
            Days(filter, "e.executed_at")
                .Where("e.underlying = {0}", Sql.Text(filter.Symbol))
                .Where("e.account = {0}", Sql.Text(filter.Account)),
            request,
            MatchRows.ReadExecution
        );

    public async Task<ListPart<(string Id, ImmutableArray<Execution> Executions)>> ListOrdersAsync(
        HistoryFilter filter,
        ListRequest<HistorySort> request
    )
    {
        var part = await s_orders.ReadAsync(
            database,
            Days(filter, "o.executed_at")
                .Where("o.underlying = {0}", Sql.Text(filter.Symbol))
                .Where("o.account = {0}", Sql.Text(filter.Account)),
            request,
            reader => (Id: reader.GetString(0), Executions: reader.GetFieldValue<string[]>(1))
        );
        var executions = await ExecutionsAsync(part.Items.SelectMany(order => order.Executions));
        return new ListPart<(string, ImmutableArray<Execution>)>(
            [.. part.Items.Select(order => (order.Id, order.Executions.Select(id => executions[id]).ToImmutableArray()))],
            part.Next
        );
    }

    public Task<ListPart<Position>> ListPositionsAsync(HistoryFilter filter, PositionState? state, ListRequest<HistorySort> request) =>
        s_positions.ReadAsync(
            database,
            Days(filter, "p.changed_at")
                .Where(
                    "EXISTS (SELECT FROM executions e WHERE e.instrument = p.instrument AND e.underlying = {0})",
                    Sql.Text(filter.Symbol)
                )
                .Where("p.account = {0}", Sql.Text(filter.Account))
                .Where("p.state = {0}", Sql.Text(state is { } one ? Sql.Word(one) : null)),
            request,
            reader => new Position(
                reader.GetString(0) is { Length: > 0 } account ? account : null,
                reader.GetString(1),
                Sql.Value<PositionState>(reader.GetString(2)),
                reader.GetDecimal(3),
                reader.GetDecimal(4),
                reader.GetDecimal(5),
                reader.GetString(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                JsonSerializer.Deserialize<ImmutableArray<PositionLot>>(reader.GetString(8), StoredJson.Options)
            )
        );

    public Task<ListPart<MatchOutcome>> ListOutcomesAsync(OutcomeFilter filter, ListRequest<OutcomeSort> request) =>
        OutcomeRows.ListAsync(database, filter, request);

    private async Task<Dictionary<string, Execution>> ExecutionsAsync(IEnumerable<string> ids) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {MatchRows.ExecutionColumns} FROM executions e WHERE e.id = ANY ($1)",
                [Sql.Texts(ids)],
                MatchRows.ReadExecution
            )
        ).ToDictionary(one => one.Id);

    private static SqlConditions Days(HistoryFilter filter, string column) =>
        new SqlConditions().Where($"{column} >= {{0}}", Start(filter.From)).Where($"{column} < {{0}}", Start(filter.Through?.AddDays(1)));

    private static NpgsqlParameter Start(DateOnly? day) =>
        Sql.Optional(day is { } given ? PacificDay.Start(given).UtcDateTime : (DateTime?)null, NpgsqlDbType.TimestampTz);
}
