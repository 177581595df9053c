-- Days whose explanations and votes were archived: their sums stay, and are never made again.

ALTER TABLE llm_metrics_days ADD COLUMN archived_at timestamptz;

CREATE TABLE fact_archives (
    day          date NOT NULL,
    part         integer NOT NULL CHECK (part > 0),     -- above 1: what came while the part before was being made
    file         text NOT NULL,                         -- within the archives' directory
    explanations bigint NOT NULL,
    votes        bigint NOT NULL,
    bytes        bigint NOT NULL,
    sha256       bytea NOT NULL CHECK (length(sha256) = 32),
    archived_at  timestamptz NOT NULL,
    PRIMARY KEY (day, part)
);

-- Days whose roll-up holds everything: archived; or rolled up after their end, and without late votes or explanations since.
CREATE OR REPLACE VIEW llm_rolled_days AS
SELECT d.day FROM llm_metrics_days d
WHERE d.archived_at IS NOT NULL
   OR d.rolled_up_at >= llm_closed_at(d.day)
  AND NOT EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d.day AND f.updated_at > d.rolled_up_at - interval '1 minute')
  AND NOT EXISTS (SELECT FROM llm_explanations e
                  WHERE e.received_at IS NOT NULL AND e.day = d.day AND e.received_at > d.rolled_up_at - interval '1 minute');

-- An explanation goes with its votes into an archive, and in no other way: the transaction that does it says so.
CREATE OR REPLACE FUNCTION llm_explanations_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('learning.archiving', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'Explanations stay until they are archived: votes refer to them.' USING ERRCODE = 'restrict_violation';
END $$;
