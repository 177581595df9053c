-- A position whose outcome can't be worked out is tried again later, each time after a longer pause, and holds up no other one.

ALTER TABLE outcome_marks
    ADD COLUMN failures integer NOT NULL DEFAULT 0,
    ADD COLUMN due_at   timestamptz NOT NULL DEFAULT '-infinity';
