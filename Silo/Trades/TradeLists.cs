using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Trades;

/// <summary>Trades and reviews as lists.</summary>
internal static class TradeLists
{
    /// <summary>Where the columns of a review begin behind those of a trade.</summary>
    private const int FirstOfReview = 23;

    private static readonly KeysetList<TradeSort> s_trades = new(
        $"{TradeColumns.OfTradeAlone}, {TradeColumns.OfReview}",
        "trades t LEFT JOIN trade_reviews r ON r.trade_id = t.id",
        new("t.id COLLATE \"C\"", SortKind.Text),
        new()
        {
            [TradeSort.ExitTime] = new("t.exit_time", SortKind.Time),
            [TradeSort.EntryTime] = new("t.entry_time", SortKind.Time),
            [TradeSort.Pnl] = new("t.pnl::double precision", SortKind.Number),
        }
    );

    private static readonly KeysetList<ReviewSort> s_reviews = new(
        $"{TradeColumns.OfReview}, t.rule_id, t.symbol, t.exit_time, t.pnl, t.currency",
        "trade_reviews r JOIN trades t ON t.id = r.trade_id",
        new("r.trade_id COLLATE \"C\"", SortKind.Text),
        new()
        {
            [ReviewSort.ReviewedAt] = new("r.reviewed_at", SortKind.Time),
            [ReviewSort.ExitTime] = new("r.exit_time", SortKind.Time),
            [ReviewSort.PerformanceRating] = new("r.performance_rating::bigint", SortKind.Whole),
        }
    );

    internal static Task<ListPart<(Trade Trade, TradeReview? Review)>> TradesAsync(
        NpgsqlDataSource database,
        TradeFilter filter,
        ListRequest<TradeSort> request
    ) =>
        s_trades.ReadAsync(
            database,
            new SqlConditions()
                .Where("t.rule_id = {0}", Sql.Text(filter.Rule))
                .Where("t.symbol = {0}", Sql.Text(filter.Conditions.Symbol))
                .Where("t.setup_type = {0}", Sql.Text(filter.Conditions.SetupType))
                .Where("t.market_phase = {0}", Sql.Text(filter.Conditions.MarketPhase))
                .Where("t.timeframe = {0}", Sql.Text(filter.Conditions.Timeframe))
                .Where(
                    "extract(hour FROM t.entry_time AT TIME ZONE 'UTC') = {0}",
                    Sql.Optional(filter.Conditions.Hour, NpgsqlDbType.Integer)
                )
                .Where("t.side = {0}", Sql.Text(filter.Side is { } side ? Sql.Word(side) : null))
                .Where("t.status = {0}", Sql.Text(filter.Status is { } status ? TradeColumns.Text(status) : null))
                .Where("t.asset_type = {0}", Sql.Text(filter.AssetType is { } asset ? Sql.Word(asset) : null))
                .Where("t.currency = {0}", Sql.Text(filter.Currency))
                .Where("(t.pnl > 0) = {0}", Sql.Optional(filter.IsWin, NpgsqlDbType.Boolean))
                .Where("(r.trade_id IS NOT NULL) = {0}", Sql.Optional(filter.IsReviewed, NpgsqlDbType.Boolean))
                .Where("t.exit_time >= {0}", Sql.Optional(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz))
                .Where("t.exit_time < {0}", Sql.Optional(filter.Before?.UtcDateTime, NpgsqlDbType.TimestampTz)),
            request,
            reader => (TradeColumns.Read(reader), TradeColumns.ReadReview(reader, FirstOfReview))
        );

    internal static Task<ListPart<ReviewRecord>> ReviewsAsync(
        NpgsqlDataSource database,
        ReviewFilter filter,
        ListRequest<ReviewSort> request
    ) =>
        s_reviews.ReadAsync(
            database,
            new SqlConditions()
                .Where("r.rule_id = {0}", Sql.Text(filter.Rule))
                .Where("t.symbol = {0}", Sql.Text(filter.Symbol))
                .Where("r.setup_validity = {0}", Sql.Text(filter.Validity is { } validity ? TradeColumns.Text(validity) : null))
                .Where("r.reviewer = {0}", Sql.Text(filter.Reviewer))
                .Where("(r.lessons <> '{{}}') = {0}", Sql.Optional(filter.HasLessons, NpgsqlDbType.Boolean))
                .Where("r.reviewed_at >= {0}", Sql.Optional(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz))
                .Where("r.reviewed_at < {0}", Sql.Optional(filter.Before?.UtcDateTime, NpgsqlDbType.TimestampTz)),
            request,
            reader => new ReviewRecord(
                TradeColumns.ReadReview(reader, 0)!,
                reader.GetString(TradeColumns.ReviewColumns),
                reader.GetString(TradeColumns.ReviewColumns + 1),
                reader.GetFieldValue<DateTimeOffset>(TradeColumns.ReviewColumns + 2),
                reader.GetDecimal(TradeColumns.ReviewColumns + 3),
                reader.GetString(TradeColumns.ReviewColumns + 4)
            )
        );
}
