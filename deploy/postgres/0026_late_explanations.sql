-- Explanations that an engine logs with the time at which they were generated land on that day, also when it was rolled up before.

-- When it came, where its sender said when it was generated; null where it came when it was generated.
ALTER TABLE llm_explanations ADD COLUMN received_at timestamptz;
CREATE INDEX llm_explanations_received ON llm_explanations (day, received_at) WHERE received_at IS NOT NULL;

-- Days whose roll-up holds everything: rolled up, and without late votes or explanations since.
CREATE OR REPLACE VIEW llm_rolled_days AS
SELECT d.day FROM llm_metrics_days d
WHERE NOT EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d.day AND f.updated_at > d.rolled_up_at - interval '1 minute')
  AND NOT EXISTS (SELECT FROM llm_explanations e
                  WHERE e.received_at IS NOT NULL AND e.day = d.day AND e.received_at > d.rolled_up_at - interval '1 minute');
