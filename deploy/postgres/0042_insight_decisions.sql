-- What a person decided on an insight: accepted, or silenced, so that it is not served.

ALTER TABLE learning_journal
    ADD COLUMN decision        text CHECK (decision IN ('accepted', 'silenced')),
    ADD COLUMN decision_reason text,
    ADD COLUMN decided_by      text,
    ADD COLUMN decided_at      timestamptz,
    -- Each change of a decision is another one, also where two bear the same time, or one is taken back.
    ADD COLUMN decisions       integer NOT NULL DEFAULT 0,
    ADD CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL));
