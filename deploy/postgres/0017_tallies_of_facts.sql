-- What a tally is made of stands here alone: llm_tallies reads it, and so does the service.

-- Days whose roll-up holds everything: rolled up, and without late votes since.
CREATE VIEW llm_rolled_days AS
SELECT d.day FROM llm_metrics_days d
WHERE NOT EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d.day AND f.updated_at > d.rolled_up_at - interval '1 minute');

-- Sums by day, signal, ticker, prompt version and model, of the facts alone. Positive: thumb up, or 4 and 5 stars where there is no
-- thumb. A condition on these five, with days as an array, goes down to the indexes of both tables: hence the halves are put
-- together by a sum and not by a join.
CREATE VIEW llm_fact_tallies AS
SELECT day, signal, ticker, prompt_version, model_used,
       sum(total_explanations)::bigint AS total_explanations, sum(cached)::bigint AS cached, sum(fallbacks)::bigint AS fallbacks,
       sum(rated)::bigint AS rated, sum(feedback)::bigint AS feedback, sum(positive)::bigint AS positive, sum(ratings)::bigint AS ratings,
       sum(rating_sum)::bigint AS rating_sum, sum(rating_square_sum)::bigint AS rating_square_sum,
       sum(cost_usd) AS cost_usd, sum(latency_ms_sum)::bigint AS latency_ms_sum
FROM (
    SELECT day, signal, ticker, prompt_version, model_used,
           count(*) AS total_explanations, count(*) FILTER (WHERE cached) AS cached, count(*) FILTER (WHERE fallback) AS fallbacks,
           0 AS rated, 0 AS feedback, 0 AS positive, 0 AS ratings, 0 AS rating_sum, 0 AS rating_square_sum,
           sum(cost_usd) AS cost_usd, sum(latency_ms) AS latency_ms_sum
    FROM llm_explanations
    GROUP BY day, signal, ticker, prompt_version, model_used
    UNION ALL
    SELECT day, signal, ticker, prompt_version, model_used,
           0, 0, 0, count(*), sum(feedback), sum(positive), sum(ratings), sum(rating_sum), sum(rating_square_sum), 0, 0
    FROM (
        SELECT day, signal, ticker, prompt_version, model_used,
               count(*) AS feedback, count(*) FILTER (WHERE coalesce(helpful, rating >= 4)) AS positive, count(rating) AS ratings,
               coalesce(sum(rating), 0) AS rating_sum, coalesce(sum(rating * rating), 0) AS rating_square_sum
        FROM llm_feedback
        GROUP BY day, signal, ticker, prompt_version, model_used, explanation_id
    ) of_explanation
    GROUP BY day, signal, ticker, prompt_version, model_used
) facts
GROUP BY day, signal, ticker, prompt_version, model_used
HAVING sum(total_explanations) > 0;

-- The same sums: of llm_metrics for rolled days, of the facts for the others.
CREATE OR REPLACE VIEW llm_tallies AS
WITH rolled AS (
    SELECT day FROM llm_rolled_days
), open AS (
    SELECT d::date AS day
    FROM generate_series((SELECT min(day) FROM llm_explanations)::timestamp, (SELECT max(day) FROM llm_explanations)::timestamp,
                         interval '1 day') d
    WHERE d::date NOT IN (SELECT day FROM rolled)
)
SELECT date AS day, signal_type AS signal, ticker, prompt_version, model_used, total_explanations, cached, fallbacks,
       rated, feedback, positive, ratings, rating_sum, rating_square_sum, cost_usd::numeric AS cost_usd, latency_ms_sum
FROM llm_metrics WHERE date IN (SELECT day FROM rolled)
UNION ALL
SELECT day, signal, ticker, prompt_version, model_used, total_explanations, cached, fallbacks,
       rated, feedback, positive, ratings, rating_sum, rating_square_sum, cost_usd, latency_ms_sum
FROM llm_fact_tallies WHERE day = ANY (ARRAY (SELECT day FROM open));
