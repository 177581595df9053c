-- A session's quota counts what it rated in the last hour. A person keeps one session for years: by the primary key alone, each vote read
-- all of them.

CREATE INDEX llm_feedback_session ON llm_feedback (user_session, created_at);

-- What a forgotten session was shown is found without reading every explanation.
CREATE INDEX llm_explanations_session ON llm_explanations (user_session) WHERE user_session IS NOT NULL;
