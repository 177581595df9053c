-- What experiments count: answers with the votes of sessions within a window of days. A vote carries all that this needs.

-- The text that readers saw. Explanations that the service gave from its cache share it; what an engine logs stands for itself, unless
-- the engine says that it came from a cache.
ALTER TABLE llm_explanations
    ADD COLUMN answer uuid NOT NULL GENERATED ALWAYS AS (
        CASE WHEN source = 'service' OR cached THEN md5(prompt_version || chr(10) || explanation)::uuid ELSE id END) STORED;

ALTER TABLE llm_feedback
    ADD COLUMN answer     uuid,                      -- copied from the explanation by the writing statement
    ADD COLUMN anonymous  boolean  NOT NULL GENERATED ALWAYS AS (user_session = '00000000-0000-0000-0000-000000000000') STORED,
    ADD COLUMN delay_days smallint NOT NULL          -- UTC days from the explanation's to the first vote of the session
        GENERATED ALWAYS AS (least((created_at AT TIME ZONE 'UTC')::date - day, 32767)::smallint) STORED;
UPDATE llm_feedback f SET answer = e.answer FROM llm_explanations e WHERE e.id = f.explanation_id;
ALTER TABLE llm_feedback ALTER COLUMN answer SET NOT NULL;

DROP INDEX llm_feedback_bucket;
CREATE INDEX llm_feedback_bucket ON llm_feedback (day, ticker, signal, updated_at)
    INCLUDE (prompt_version, model_used, explanation_id, helpful, rating, answer, anonymous, delay_days);

-- The answers that were voted on within a window: an observation each. A condition on the days as an array goes down to the index.
CREATE FUNCTION llm_observed_answers(
    of_signal text, versions text[], days date[], window_days integer, with_anonymous boolean)
RETURNS TABLE (day date, prompt_version text, ticker text, share double precision, stars double precision, positives double precision)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT day, prompt_version, min(ticker), avg(share), avg(stars), sum(share)
    FROM (
        SELECT day, prompt_version, min(ticker) AS ticker, answer,
               avg(coalesce(helpful, rating >= 4)::integer)::double precision AS share, avg(rating)::double precision AS stars
        FROM llm_feedback
        WHERE day = ANY (days) AND signal = of_signal AND prompt_version = ANY (versions) AND delay_days <= window_days
          AND (with_anonymous OR NOT anonymous)
        GROUP BY day, prompt_version, answer, explanation_id
    ) of_explanation
    GROUP BY day, prompt_version, answer
$$;
