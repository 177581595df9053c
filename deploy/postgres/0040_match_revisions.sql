-- A match has the number of its changes, by which two people at once are told apart, and names who decided on it last.
-- The number counts every change of the row, whichever statement makes it.

ALTER TABLE recommendation_execution_matches
    ADD COLUMN revision   integer NOT NULL DEFAULT 1,
    ADD COLUMN decided_by text;

CREATE FUNCTION next_match_revision() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER recommendation_execution_matches_revision BEFORE UPDATE ON recommendation_execution_matches
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION next_match_revision();
