namespace LearningActors.Analysis;

/// <summary>The SQL of sums, by day, signal, ticker, prompt version and model.</summary>
internal static class TallySql
{
    /// <summary>The sums' columns, in the order of <see cref="Tally"/>.</summary>
    internal const string Columns =
        "total_explanations, cached, fallbacks, rated, feedback, positive, ratings, rating_sum, rating_square_sum, cost_usd, "
        + "latency_ms_sum";

    /// <summary>Adds the sums of rows up, in the order of <see cref="Tally"/>.</summary>
    internal const string SumOfColumns = """
        coalesce(sum(total_explanations), 0)::bigint, coalesce(sum(cached), 0)::bigint, coalesce(sum(fallbacks), 0)::bigint,
        coalesce(sum(rated), 0)::bigint, coalesce(sum(feedback), 0)::bigint, coalesce(sum(positive), 0)::bigint,
        coalesce(sum(ratings), 0)::bigint, coalesce(sum(rating_sum), 0)::bigint, coalesce(sum(rating_square_sum), 0)::bigint,
        coalesce(sum(cost_usd), 0)::numeric, coalesce(sum(latency_ms_sum), 0)::bigint
        """;

    /// <summary>Days whose roll-up holds everything: rolled up, and without late votes since.</summary>
    internal const string RolledDays = """
        SELECT d.day FROM llm_metrics_days d
        WHERE NOT EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d.day AND f.updated_at > d.rolled_up_at - interval '1 minute')
        """;

    /// <summary>
    /// Common table expressions that end in <c>made</c> with the sums of the days in <c>wanted(day)</c>, made from the facts.
    /// </summary>
    /// <param name="condition">Restricts explanations and votes alike, as <c>AND ticker = $1</c>; empty for all.</param>
    internal static string FromFacts(string condition) =>
        $"""
            served AS (
                SELECT day, signal, ticker, prompt_version, model_used,
                       count(*) AS total_explanations, count(*) FILTER (WHERE cached) AS cached,
                           count(*) FILTER (WHERE fallback) AS fallbacks,
                       sum(cost_usd) AS cost_usd, sum(latency_ms) AS latency_ms_sum
                FROM llm_explanations WHERE day = ANY (ARRAY (SELECT day FROM wanted)) {condition}
                GROUP BY day, signal, ticker, prompt_version, model_used
            ), voted AS (
                SELECT day, signal, ticker, prompt_version, model_used,
                       count(*) AS rated, sum(feedback) AS feedback, sum(positive) AS positive, sum(ratings) AS ratings,
                       sum(rating_sum) AS rating_sum, sum(rating_square_sum) AS rating_square_sum
                FROM (
                    SELECT day, signal, ticker, prompt_version, model_used,
                           count(*) AS feedback, count(*) FILTER (WHERE coalesce(helpful, rating >= 4)) AS positive,
                               count(rating) AS ratings,
                           coalesce(sum(rating), 0) AS rating_sum, coalesce(sum(rating * rating), 0) AS rating_square_sum
                    FROM llm_feedback WHERE day = ANY (ARRAY (SELECT day FROM wanted)) {condition}
                    GROUP BY day, signal, ticker, prompt_version, model_used, explanation_id
                ) of_explanation
                GROUP BY day, signal, ticker, prompt_version, model_used
            ), made AS (
                SELECT day, signal, ticker, prompt_version, model_used, total_explanations, cached, fallbacks,
                       coalesce(rated, 0) AS rated, coalesce(feedback, 0) AS feedback, coalesce(positive, 0) AS positive,
                           coalesce(ratings, 0) AS ratings,
                       coalesce(rating_sum, 0) AS rating_sum, coalesce(rating_square_sum, 0) AS rating_square_sum, cost_usd, latency_ms_sum
                FROM served LEFT JOIN voted USING (day, signal, ticker, prompt_version, model_used)
            )
            """;
}
