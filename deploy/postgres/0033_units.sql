-- What prompts are assigned by, where that is not the explanation itself: the sample ratio counts a unit once.

ALTER TABLE llm_explanations ADD COLUMN unit uuid;      -- keyed hash; null: the explanation is the unit
CREATE INDEX llm_explanations_unit ON llm_explanations (unit, signal, day) INCLUDE (prompt_version) WHERE unit IS NOT NULL;
CREATE INDEX llm_explanations_units ON llm_explanations (day, signal) INCLUDE (unit, prompt_version, generated_at, id)
    WHERE unit IS NOT NULL;
