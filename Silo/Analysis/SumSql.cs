namespace LearningActors.Analysis;

/// <summary>The statements that make the sums of days and weeks. The comments of <c>deploy/postgres</c> say what the tables hold.</summary>
internal static class SumSql
{
    private const string SetColumns = """
        total_explanations = excluded.total_explanations, cached = excluded.cached, fallbacks = excluded.fallbacks,
        rated = excluded.rated, feedback = excluded.feedback, positive = excluded.positive, ratings = excluded.ratings,
        rating_sum = excluded.rating_sum, rating_square_sum = excluded.rating_square_sum,
        cost_usd = excluded.cost_usd, latency_ms_sum = excluded.latency_ms_sum
        """;

    // What did not change is not written: a day that goes on is made again and again. Facts are never fewer than they were.
    private const string Changed = """
        ({0}.total_explanations, {0}.cached, {0}.feedback, {0}.positive, {0}.rated, {0}.ratings, {0}.rating_sum, {0}.rating_square_sum)
            IS DISTINCT FROM (excluded.total_explanations, excluded.cached, excluded.feedback, excluded.positive, excluded.rated,
                excluded.ratings, excluded.rating_sum, excluded.rating_square_sum)
        """;

    // Of grouping(signal, ticker, prompt_version, model_used): a bit is set where the column is not part of the group.
    private const string Dimension = """
        CASE grouping(signal, ticker, prompt_version, model_used)
            WHEN 15 THEN 'all' WHEN 7 THEN 'signal' WHEN 11 THEN 'ticker' WHEN 13 THEN 'prompt' WHEN 14 THEN 'model'
            WHEN 5 THEN 'signal_prompt' WHEN 3 THEN 'signal_ticker' END,
        coalesce(signal, ''), coalesce(ticker, prompt_version, model_used, '')
        """;

    /// <summary>
    /// Makes the days <c>$1</c>, an array, as of <c>$2</c>: one statement, so that all of their sums are of one moment. The sample is a
    /// tenth by the last two bytes of the id, which are random.
    /// </summary>
    internal static readonly string Days = $"""
        WITH facts AS MATERIALIZED (
            SELECT day, signal, ticker, prompt_version, model_used, {TallySql.Columns} FROM llm_fact_tallies WHERE day = ANY ($1)
        ), votes AS MATERIALIZED (
            SELECT day, explanation_id, count(*) AS feedback, count(*) FILTER (WHERE coalesce(helpful, rating >= 4)) AS positive
            FROM llm_feedback WHERE day = ANY ($1) GROUP BY day, explanation_id
        ), explained AS MATERIALIZED (
            SELECT day, id, factors FROM llm_explanations WHERE day = ANY ($1)
        ), cells AS (
            INSERT INTO llm_metrics (date, signal_type, ticker, prompt_version, model_used, {TallySql.Columns}, created_at)
            SELECT day, signal, ticker, prompt_version, model_used, {TallySql.Columns}, $2 FROM facts
            ON CONFLICT (date, signal_type, ticker, prompt_version, model_used) DO UPDATE SET {SetColumns}
            WHERE {ChangedOf("llm_metrics")}
        ), sums AS (
            INSERT INTO llm_sums (period, start, dimension, signal, name, {TallySql.Columns})
            SELECT 'day', day, {Dimension}, {TallySql.SumOfColumns} FROM facts
            GROUP BY day, GROUPING SETS ((), (signal), (ticker), (prompt_version), (model_used))
            ON CONFLICT (period, start, dimension, signal, name) DO UPDATE SET {SetColumns}
            WHERE {ChangedOf("llm_sums")}
        ), named AS (
            INSERT INTO llm_factor_sums (period, start, factor, feedback, positive)
            SELECT 'day', v.day, f.factor, sum(v.feedback), sum(v.positive)
            FROM votes v JOIN explained e ON e.id = v.explanation_id
                CROSS JOIN LATERAL (
                    SELECT DISTINCT lower(trim(one->>'name')) AS factor FROM jsonb_array_elements(e.factors) one
                ) f
            WHERE f.factor <> '' GROUP BY v.day, f.factor
            ON CONFLICT (period, start, factor) DO UPDATE SET feedback = excluded.feedback, positive = excluded.positive
        ), samples AS (
            SELECT e.day, count(*) AS sampled, count(*) FILTER (WHERE v.explanation_id IS NULL) AS silent
            FROM explained e LEFT JOIN votes v ON v.explanation_id = e.id
            WHERE (get_byte(uuid_send(e.id), 14) * 256 + get_byte(uuid_send(e.id), 15)) % 10 = 0
            GROUP BY e.day
        )
        INSERT INTO llm_metrics_days (day, rolled_up_at, sampled, silent)
        SELECT w.day, $2, coalesce(s.sampled, 0), coalesce(s.silent, 0) FROM unnest($1) AS w(day) LEFT JOIN samples s USING (day)
        ON CONFLICT (day) DO UPDATE SET rolled_up_at = excluded.rolled_up_at, sampled = excluded.sampled, silent = excluded.silent
        """;

    /// <summary>Makes the sums of the week from Monday <c>$1</c> to Sunday <c>$2</c> of those of its days.</summary>
    internal static readonly string Week = $"""
        INSERT INTO llm_sums (period, start, dimension, signal, name, {TallySql.Columns})
        SELECT 'week', $1, {Dimension}, {TallySql.SumOfColumns}
        FROM (SELECT *, signal_type AS signal FROM llm_metrics WHERE date BETWEEN $1 AND $2) days
        GROUP BY GROUPING SETS ((), (signal), (ticker), (prompt_version), (model_used), (signal, prompt_version), (signal, ticker))
        ON CONFLICT (period, start, dimension, signal, name) DO UPDATE SET {SetColumns}
        WHERE {ChangedOf("llm_sums")}
        """;

    /// <summary>Makes the sums of the week's factors of those of its days.</summary>
    internal const string WeekFactors = """
        INSERT INTO llm_factor_sums (period, start, factor, feedback, positive)
        SELECT 'week', $1, factor, sum(feedback), sum(positive) FROM llm_factor_sums
        WHERE period = 'day' AND start BETWEEN $1 AND $2 GROUP BY factor
        ON CONFLICT (period, start, factor) DO UPDATE SET feedback = excluded.feedback, positive = excluded.positive
        """;

    private static string ChangedOf(string table) => Changed.Replace("{0}", table, StringComparison.Ordinal);
}
