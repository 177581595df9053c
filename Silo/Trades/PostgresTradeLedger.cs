using System.Collections.Immutable;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Trades;

/// <inheritdoc cref="ITradeLedger" />
internal sealed class PostgresTradeLedger(
    NpgsqlDataSource database,
    LedgerOptions options,
    IClock clock,
    ILogger<PostgresTradeLedger> logger
) : ITradeLedger, ILedgerWriter, IAsyncDisposable
{
    private const string Review = """
        INSERT INTO trade_reviews AS r (trade_id, rule_id, exit_time, pnl, what_happened, what_worked, what_didnt_work,
            setup_validity, performance_rating,
                                        lessons, reviewer, fallback_reason, reviewed_at, cost_usd)
        SELECT t.id, t.rule_id, t.exit_time, t.pnl, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM trades t WHERE t.id = $1
        ON CONFLICT (trade_id) DO UPDATE SET
            what_happened = excluded.what_happened, what_worked = excluded.what_worked, what_didnt_work = excluded.what_didnt_work,
            setup_validity = excluded.setup_validity, performance_rating = excluded.performance_rating, lessons = excluded.lessons,
            reviewer = excluded.reviewer, fallback_reason = excluded.fallback_reason, reviewed_at = excluded.reviewed_at,
            cost_usd = r.cost_usd + excluded.cost_usd
        """;

    private const string Reviews = """
        SELECT r.trade_id, r.exit_time, r.pnl, r.setup_validity, r.performance_rating, t.currency
        FROM trade_reviews r JOIN trades t ON t.id = r.trade_id
        WHERE r.rule_id = $1 AND r.reviewed_at > coalesce($2, '-infinity'::timestamptz)
        """;

    private const string Results = """
        SELECT t.id, t.setup_type, t.market_phase, t.symbol, t.timeframe, extract(hour FROM t.entry_time AT TIME ZONE 'UTC')::integer,
               t.pnl > 0, t.side, t.entry_time, t.exit_time, t.received_at, t.pnl, t.currency, t.entry_price, t.quantity * t.multiplier,
               t.stop_price, t.lowest_price, t.highest_price, r.lessons
        FROM trades t LEFT JOIN trade_reviews r ON r.trade_id = t.id
        WHERE ($1::text IS NULL OR t.setup_type = $1) AND ($2::text IS NULL OR t.market_phase = $2)
          AND ($3::text IS NULL OR t.symbol = $3) AND ($4::text IS NULL OR t.timeframe = $4)
          AND ($5::integer IS NULL OR extract(hour FROM t.entry_time AT TIME ZONE 'UTC') = $5)
        ORDER BY t.exit_time, t.id
        """;

    private const string CountSince = """
        SELECT (SELECT count(*) FROM trades WHERE exit_time >= $1), (SELECT count(*) FROM trades WHERE exit_time >= $1 AND pnl > 0),
               (SELECT count(*) FROM trade_reviews WHERE reviewed_at >= $1)
        """;

    private readonly GroupCommit<Trade, TradeOutcome> _trades = new(new TradeWriter(clock), database, options, logger);

    public LedgerFigures Figures => _trades.Figures;

    public Task<ImmutableArray<TradeOutcome>> AppendAsync(ImmutableArray<Trade> trades) => _trades.AppendAsync(trades);

    public async Task<Trade?> FindAsync(string id) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {TradeColumns.OfTrade} FROM trades t WHERE t.id = $1",
                [new() { Value = id }],
                TradeColumns.Read
            )
        ).FirstOrDefault();

    public async Task<TradeReview?> FindReviewAsync(string id) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {TradeColumns.OfReview} FROM trade_reviews r WHERE r.trade_id = $1",
                [new() { Value = id }],
                reader => TradeColumns.ReadReview(reader, 0)
            )
        ).FirstOrDefault();

    public Task<ListPart<(Trade Trade, TradeReview? Review)>> ListAsync(TradeFilter filter, ListRequest<TradeSort> request) =>
        TradeLists.TradesAsync(database, filter, request);

    public Task<ListPart<ReviewRecord>> ListReviewsAsync(ReviewFilter filter, ListRequest<ReviewSort> request) =>
        TradeLists.ReviewsAsync(database, filter, request);

    public Task ReviewAsync(TradeReview review) =>
        RepeatableSql.ExecuteAsync(
            database,
            Review,
            new() { Value = review.TradeId },
            new() { Value = review.WhatHappened },
            Sql.Texts(review.WhatWorked),
            Sql.Texts(review.WhatDidntWork),
            new() { Value = TradeColumns.Text(review.SetupValidity) },
            new() { Value = (short)review.PerformanceRating },
            Sql.Texts(review.Lessons),
            new() { Value = review.Reviewer },
            Sql.Text(review.FallbackReason),
            new() { Value = review.ReviewedAt.UtcDateTime },
            new() { Value = review.CostUsd }
        );

    public Task<ImmutableArray<Trade>> ReadUnreviewedAsync(int limit) =>
        RepeatableSql.ListAsync(
            database,
            $"SELECT {TradeColumns.OfTrade} FROM trades t WHERE NOT EXISTS (SELECT FROM trade_reviews r WHERE r.trade_id = t.id) "
                + "ORDER BY t.exit_time, t.id LIMIT $1",
            [new() { Value = limit }],
            TradeColumns.Read
        );

    public Task<ImmutableArray<ReviewedTrade>> ReadReviewsAsync(string rule, DateTimeOffset? since) =>
        RepeatableSql.ListAsync(
            database,
            Reviews,
            [new() { Value = rule }, Sql.Optional(since?.UtcDateTime, NpgsqlDbType.TimestampTz)],
            reader => new ReviewedTrade(
                reader.GetString(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetDecimal(2),
                TradeColumns.Validity(reader.GetString(3)),
                reader.GetInt16(4),
                reader.GetString(5)
            )
        );

    public async Task<int> CountUnreviewedAsync(string rule) =>
        (
            await RepeatableSql.ListAsync(
                database,
                "SELECT count(*)::integer FROM trades t WHERE t.rule_id = $1 AND NOT EXISTS (SELECT FROM trade_reviews r WHERE "
                    + "r.trade_id = t.id)",
                [new() { Value = rule }],
                reader => reader.GetInt32(0)
            )
        )[0];

    public Task<ImmutableArray<TradeResult>> ReadResultsAsync(TradeConditions scope) =>
        RepeatableSql.ListAsync(
            database,
            Results,
            [
                Sql.Text(scope.SetupType),
                Sql.Text(scope.MarketPhase),
                Sql.Text(scope.Symbol),
                Sql.Text(scope.Timeframe),
                Sql.Optional(scope.Hour, NpgsqlDbType.Integer),
            ],
            reader => new TradeResult(
                reader.GetString(0),
                reader.TextOrNull(1),
                reader.TextOrNull(2),
                reader.GetString(3),
                reader.TextOrNull(4),
                reader.GetInt32(5),
                reader.GetBoolean(6),
                TradeColumns.ReadCourse(reader, 7)
            )
        );

    public async Task<(long Trades, long Wins, long Reviews)> CountSinceAsync(DateTimeOffset since) =>
        (
            await RepeatableSql.ListAsync(
                database,
                CountSince,
                [new() { Value = since.UtcDateTime }],
                reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2))
            )
        )[0];

    public ValueTask DisposeAsync() => _trades.DisposeAsync();
}
