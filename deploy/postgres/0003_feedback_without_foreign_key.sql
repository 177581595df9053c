-- The statement that writes votes joins them to their explanations, so that a vote without one is never written; the
-- foreign key checked the same again, row by row, for a quarter of the statement's time. What it also did is kept:
-- an explanation, which may have votes, can't go away or change its id.
ALTER TABLE llm_feedback DROP CONSTRAINT llm_feedback_explanation_id_fkey;

CREATE FUNCTION llm_explanations_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Explanations are kept for ever: votes refer to them.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER llm_explanations_stay BEFORE DELETE OR UPDATE OF id OR TRUNCATE ON llm_explanations
    FOR EACH STATEMENT EXECUTE FUNCTION llm_explanations_stay();
