using LearningActors.Ledger;
using LearningActors.Statistics;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Explanations;

/// <summary>Explanations as a list.</summary>
internal static class ExplanationLists
{
    // The votes of each row come from the index of their bucket alone, in the order of the list: those of later rows are not read.
    private static readonly KeysetList<ExplanationSort> s_explanations = new(
        """
        e.id, e.ticker, e.signal, e.confidence, e.explanation, e.sentiment, e.prompt_version, e.model_used, e.generated_at, e.cached,
        e.fallback_reason, e.latency_ms, e.cost_usd, v.votes, v.positive, v.ratings, v.rating_sum, v.rating_square_sum
        """,
        """
        llm_explanations e CROSS JOIN LATERAL (
            SELECT count(*) AS votes, count(*) FILTER (WHERE coalesce(f.helpful, f.rating >= 4)) AS positive, count(f.rating) AS ratings,
                   coalesce(sum(f.rating), 0) AS rating_sum, coalesce(sum(f.rating * f.rating), 0) AS rating_square_sum,
                   coalesce(bit_or(1 << f.rating), 0) AS stars
            FROM llm_feedback f
            WHERE f.day = e.day AND f.ticker = e.ticker AND f.signal = e.signal AND f.explanation_id = e.id) v
        """,
        new("e.id", SortKind.Uuid),
        new() { [ExplanationSort.GeneratedAt] = new("e.generated_at", SortKind.Time) }
    );

    internal static Task<ListPart<ListedExplanation>> ReadAsync(
        NpgsqlDataSource database,
        ExplanationFilter filter,
        ListRequest<ExplanationSort> request
    )
    {
        var conditions = new SqlConditions()
            .Where("e.ticker = {0}", Sql.Text(filter.Ticker))
            .Where("e.signal = {0}", Sql.Text(filter.Signal?.Text()))
            .Where("e.prompt_version = {0}", Sql.Text(filter.PromptVersion))
            .Where("e.model_used = {0}", Sql.Text(filter.ModelUsed))
            .Where("e.cached = {0}", Sql.Optional(filter.IsCached, NpgsqlDbType.Boolean))
            .Where("e.generated_at >= {0}", Sql.Optional(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz))
            .Where("e.generated_at < {0}", Sql.Optional(filter.Before?.UtcDateTime, NpgsqlDbType.TimestampTz))
            .Where("v.stars & (1 << {0}) <> 0", Sql.Optional(filter.Stars, NpgsqlDbType.Integer));
        // As words, so that the index of fallbacks is known to hold what is asked for.
        if (filter.IsFallback is { } isFallback)
            conditions.Add(isFallback ? "e.fallback" : "NOT e.fallback");
        if (filter.Rating is { } rating)
            conditions.Add(
                rating switch
                {
                    VotesOfExplanation.Rated => "v.votes > 0",
                    VotesOfExplanation.Unrated => "v.votes = 0",
                    VotesOfExplanation.Positive => "v.positive > 0",
                    VotesOfExplanation.Negative => "v.positive < v.votes",
                    _ => throw new ArgumentOutOfRangeException(nameof(filter), rating, "Not a kind of votes."),
                }
            );
        return s_explanations.ReadAsync(database, conditions, request, Read);
    }

    private static ListedExplanation Read(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid(0),
            reader.GetString(1),
            SignalTypes.Parse(reader.GetString(2)),
            reader.GetDouble(3),
            reader.GetString(4),
            reader.GetString(5),
            reader.GetString(6),
            reader.GetString(7),
            reader.GetFieldValue<DateTimeOffset>(8),
            reader.GetBoolean(9),
            reader.TextOrNull(10),
            reader.GetInt32(11),
            reader.GetDecimal(12),
            WilsonInterval.Proportion(reader.GetInt64(14), reader.GetInt64(13)),
            MeanInterval.OfRatings(reader.GetInt64(15), reader.GetInt64(16), reader.GetInt64(17))
        );
}
