using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <summary>How prices stand in their table.</summary>
internal static class PriceRows
{
    private const string Columns = "p.instrument, p.day, p.bid, p.ask, p.last, p.close, p.source";

    /// <summary>Adds prices, and marks the matches whose recommendation they tell something of.</summary>
    internal const string Add = """
        WITH added AS (
            INSERT INTO prices AS p (instrument, day, bid, ask, last, close, source, received_at)
            SELECT DISTINCT ON (instrument, day, source) instrument, day, bid, ask, last, close, source, $8
            FROM unnest($1::text[], $2::date[], $3::numeric[], $4::numeric[], $5::numeric[], $6::numeric[], $7::text[])
                WITH ORDINALITY AS s(instrument, day, bid, ask, last, close, source, place)
            ORDER BY instrument, day, source, place DESC
            ON CONFLICT (instrument, day, source) DO UPDATE SET bid = excluded.bid, ask = excluded.ask, last = excluded.last,
                close = excluded.close, received_at = excluded.received_at
            WHERE (p.bid, p.ask, p.last, p.close) IS DISTINCT FROM (excluded.bid, excluded.ask, excluded.last, excluded.close)
            RETURNING instrument, day
        )
        INSERT INTO outcome_marks (match_id)
        SELECT m.id FROM added a JOIN recommendations r ON r.instrument = a.instrument AND r.expiration >= a.day
            JOIN recommendation_execution_matches m ON m.recommendation_id = r.id
        UNION SELECT m.id FROM added a JOIN recommendations r ON r.symbol = a.instrument AND r.expiration = a.day
            JOIN recommendation_execution_matches m ON m.recommendation_id = r.id
        """;

    private const string OfRecommendations = $"""
        SELECT {Columns}, p.received_at FROM prices p WHERE p.instrument = ANY ($1)
        UNION SELECT {Columns}, p.received_at FROM unnest($2::text[], $3::date[]) AS expiring(symbol, day)
            JOIN prices p ON p.instrument = expiring.symbol AND p.day = expiring.day
        ORDER BY received_at DESC
        """;

    internal static NpgsqlParameter[] Parameters(ImmutableArray<DailyPrice> prices, DateTimeOffset now) =>
        [
            Sql.Column(prices, one => one.Instrument, NpgsqlDbType.Text),
            Sql.Column(prices, one => one.Day, NpgsqlDbType.Date),
            Sql.Column(prices, one => one.Bid, NpgsqlDbType.Numeric),
            Sql.Column(prices, one => one.Ask, NpgsqlDbType.Numeric),
            Sql.Column(prices, one => one.Last, NpgsqlDbType.Numeric),
            Sql.Column(prices, one => one.Close, NpgsqlDbType.Numeric),
            Sql.Column(prices, one => one.Source, NpgsqlDbType.Text),
            Sql.Time(now),
        ];

    /// <summary>Of the recommended contracts on any day, and of their underlyings when they expire; the newest first.</summary>
    internal static Task<List<DailyPrice>> ReadAsync(NpgsqlConnection connection, IReadOnlyCollection<Recommendation> recommendations)
    {
        Recommendation[] expiring = [.. recommendations.Where(one => one.Expiration is not null)];
        return Statement.ReadAsync(
            connection,
            OfRecommendations,
            Read,
            Sql.Texts(recommendations.Select(one => one.Instrument).OfType<string>().Distinct()),
            Sql.Texts(expiring.Select(one => one.Symbol)),
            Sql.Array(expiring.Select(one => one.Expiration!.Value).ToArray(), NpgsqlDbType.Date)
        );
    }

    private static DailyPrice Read(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetFieldValue<DateOnly>(1),
            reader.DecimalOrNull(2),
            reader.DecimalOrNull(3),
            reader.DecimalOrNull(4),
            reader.DecimalOrNull(5),
            reader.GetString(6)
        );
}
