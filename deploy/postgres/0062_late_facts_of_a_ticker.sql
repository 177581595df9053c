-- A learning state that is read again looks for days to which something came. Facts of today are found by day; late ones, which may be
-- of any day, by these, and not by asking each day of five years.

LOCK TABLE llm_feedback, llm_explanations IN SHARE MODE;
CREATE INDEX llm_feedback_late_ticker ON llm_feedback (ticker, signal, updated_at) INCLUDE (day) WHERE late;
CREATE INDEX llm_explanations_late_ticker ON llm_explanations (ticker, signal, received_at) INCLUDE (day) WHERE received_at IS NOT NULL;
