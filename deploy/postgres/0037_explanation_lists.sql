-- Explanations are listed by when they were generated: all of them, those of a ticker, those of a prompt version, and fallbacks. What is
-- inserted comes last in the first of these, and last of its ticker or version in the others.

CREATE INDEX llm_explanations_generated ON llm_explanations (generated_at, id);
CREATE INDEX llm_explanations_ticker ON llm_explanations (ticker, generated_at, id);
CREATE INDEX llm_explanations_version ON llm_explanations (prompt_version, generated_at, id);
CREATE INDEX llm_explanations_fallback ON llm_explanations (generated_at, id) WHERE fallback;
