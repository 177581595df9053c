-- What pages of figures read: the sums of each day and each ISO week by one dimension, made whenever a day is rolled up. A page costs in
-- proportion to days, tickers and prompt versions, and not to explanations and votes.

ALTER TABLE llm_metrics_days
    ADD COLUMN sampled bigint,      -- explanations in the 10 % sample; null until the day's sums were made
    ADD COLUMN silent  bigint;      -- those of them without feedback

CREATE TABLE llm_sums (
    period             text NOT NULL CHECK (period IN ('day', 'week')),
    start              date NOT NULL,           -- the day, or the week's Monday
    dimension          text NOT NULL CHECK (dimension IN
                           ('all', 'signal', 'ticker', 'prompt', 'model', 'signal_prompt', 'signal_ticker')),
    signal             text NOT NULL,           -- empty where it is not part of the dimension
    name               text NOT NULL,           -- of the ticker, prompt version or model; empty where none is
    total_explanations bigint NOT NULL,
    cached             bigint NOT NULL,
    fallbacks          bigint NOT NULL,
    rated              bigint NOT NULL,
    feedback           bigint NOT NULL,
    positive           bigint NOT NULL,
    ratings            bigint NOT NULL,
    rating_sum         bigint NOT NULL,
    rating_square_sum  bigint NOT NULL,
    cost_usd           numeric NOT NULL,
    latency_ms_sum     bigint NOT NULL,
    PRIMARY KEY (period, start, dimension, signal, name)
);

-- A vote counts once for every factor that its explanation names.
CREATE TABLE llm_factor_sums (
    period   text NOT NULL CHECK (period IN ('day', 'week')),
    start    date NOT NULL,
    factor   text NOT NULL,
    feedback bigint NOT NULL,
    positive bigint NOT NULL,
    PRIMARY KEY (period, start, factor)
);

-- When a day counts as over: what was made at its end is committed by then, also after an attempt that timed out. The nightly roll-up is
-- a minute later, by a clock that may be another silo's.
CREATE FUNCTION llm_closed_at(day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((day + 1)::timestamp + interval '9 minutes') AT TIME ZONE 'UTC'
$$;

-- Days whose roll-up holds everything: rolled up after their end, and without late votes or explanations since. A day that is rolled up
-- while it goes on is not among them.
CREATE OR REPLACE VIEW llm_rolled_days AS
SELECT d.day FROM llm_metrics_days d
WHERE d.rolled_up_at >= llm_closed_at(d.day)
  AND NOT EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d.day AND f.updated_at > d.rolled_up_at - interval '1 minute')
  AND NOT EXISTS (SELECT FROM llm_explanations e
                  WHERE e.received_at IS NOT NULL AND e.day = d.day AND e.received_at > d.rolled_up_at - interval '1 minute');
