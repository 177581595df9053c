-- What SQL alone may read: the score of each strategy rule, and the sums of each ticker.

-- A rule's columns are written by the service: its reviews replayed in order of exit. They hold for reviews and trades up to
-- scored_through; a rule that was never scored has none, and begins at 0.5.
ALTER TABLE strategy_rules
    ADD COLUMN effectiveness_score double precision NOT NULL DEFAULT 0.5 CHECK (effectiveness_score BETWEEN 0 AND 1),
    ADD COLUMN total_trades        integer NOT NULL DEFAULT 0 CHECK (total_trades >= 0),                        -- reviewed
    ADD COLUMN winning_trades      integer NOT NULL DEFAULT 0 CHECK (winning_trades BETWEEN 0 AND total_trades),
    ADD COLUMN win_rate            double precision GENERATED ALWAYS AS (winning_trades::double precision / nullif(total_trades, 0)) STORED,
    ADD COLUMN pnl                 numeric NOT NULL DEFAULT 0,      -- of reviewed trades, quote currency
    ADD COLUMN profit_factor       numeric,                         -- null without a loss
    ADD COLUMN avg_rating          double precision,                -- of execution, 1 to 5
    ADD COLUMN valid_setups        integer NOT NULL DEFAULT 0,
    ADD COLUMN edge_case_setups    integer NOT NULL DEFAULT 0,
    ADD COLUMN invalid_setups      integer NOT NULL DEFAULT 0,
    ADD COLUMN unreviewed_trades   integer NOT NULL DEFAULT 0,
    ADD COLUMN scored_through      timestamptz;
CREATE INDEX trades_rule_received ON trades (rule_id, received_at);

-- Sums by day, signal, ticker, prompt version and model: of llm_metrics for days whose roll-up holds everything, of the facts
-- for the others. Positive: thumb up, or 4 and 5 stars where there is no thumb.
CREATE VIEW llm_tallies AS
WITH rolled AS (
    SELECT d.day FROM llm_metrics_days d
    WHERE NOT EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d.day AND f.updated_at > d.rolled_up_at - interval '1 minute')
), open AS (
    SELECT d::date AS day
    FROM generate_series((SELECT min(day) FROM llm_explanations)::timestamp, (SELECT max(day) FROM llm_explanations)::timestamp, interval '1 day') d
    WHERE d::date NOT IN (SELECT day FROM rolled)
), served AS (
    SELECT day, signal, ticker, prompt_version, model_used,
           count(*) AS total_explanations, count(*) FILTER (WHERE cached) AS cached, count(*) FILTER (WHERE fallback) AS fallbacks,
           sum(cost_usd) AS cost_usd, sum(latency_ms) AS latency_ms_sum
    FROM llm_explanations WHERE day = ANY (ARRAY (SELECT day FROM open))
    GROUP BY day, signal, ticker, prompt_version, model_used
), voted AS (
    SELECT day, signal, ticker, prompt_version, model_used,
           count(*) AS rated, sum(feedback) AS feedback, sum(positive) AS positive, sum(ratings) AS ratings,
           sum(rating_sum) AS rating_sum, sum(rating_square_sum) AS rating_square_sum
    FROM (
        SELECT day, signal, ticker, prompt_version, model_used,
               count(*) AS feedback, count(*) FILTER (WHERE coalesce(helpful, rating >= 4)) AS positive, count(rating) AS ratings,
               coalesce(sum(rating), 0) AS rating_sum, coalesce(sum(rating * rating), 0) AS rating_square_sum
        FROM llm_feedback WHERE day = ANY (ARRAY (SELECT day FROM open))
        GROUP BY day, signal, ticker, prompt_version, model_used, explanation_id
    ) of_explanation
    GROUP BY day, signal, ticker, prompt_version, model_used
)
SELECT date AS day, signal_type AS signal, ticker, prompt_version, model_used, total_explanations, cached, fallbacks,
       rated, feedback, positive, ratings, rating_sum, rating_square_sum, cost_usd::numeric AS cost_usd, latency_ms_sum
FROM llm_metrics WHERE date IN (SELECT day FROM rolled)
UNION ALL
SELECT day, signal, ticker, prompt_version, model_used, total_explanations, cached, fallbacks,
       coalesce(rated, 0), coalesce(feedback, 0)::bigint, coalesce(positive, 0)::bigint, coalesce(ratings, 0)::bigint,
       coalesce(rating_sum, 0)::bigint, coalesce(rating_square_sum, 0)::bigint, cost_usd, latency_ms_sum
FROM served LEFT JOIN voted USING (day, signal, ticker, prompt_version, model_used);

-- All days of a ticker's signal.
CREATE VIEW ticker_tallies AS
SELECT ticker, signal,
       sum(total_explanations)::bigint AS total_explanations, sum(cached)::bigint AS cached, sum(fallbacks)::bigint AS fallbacks,
       sum(rated)::bigint AS rated, sum(feedback)::bigint AS feedback, sum(positive)::bigint AS positive, sum(ratings)::bigint AS ratings,
       sum(rating_sum)::bigint AS rating_sum, sum(rating_square_sum)::bigint AS rating_square_sum,
       sum(cost_usd) AS cost_usd, sum(latency_ms_sum)::bigint AS latency_ms_sum,
       100.0 * sum(rated)::double precision / sum(total_explanations)::double precision AS feedback_pct,
       100.0 * sum(positive)::double precision / nullif(sum(feedback), 0)::double precision AS positive_feedback_pct,
       sum(rating_sum)::double precision / nullif(sum(ratings), 0)::double precision AS avg_rating,
       sum(latency_ms_sum)::double precision / sum(total_explanations)::double precision AS latency_ms
FROM llm_tallies GROUP BY ticker, signal;
