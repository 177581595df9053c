-- Lists are read part by part, by what they are sorted by and the row's id.

DROP INDEX alerts_raised;
CREATE INDEX alerts_raised ON alerts (raised_at, id COLLATE "C");
CREATE INDEX alerts_kind ON alerts (kind COLLATE "C", id COLLATE "C");
DROP INDEX experiments_ended;
CREATE INDEX experiments_ended ON experiments (ended_at, id COLLATE "C");
CREATE INDEX experiments_started ON experiments (started_at, id COLLATE "C");
CREATE INDEX algorithm_changes_updated ON algorithm_changes (updated_at, id COLLATE "C");
CREATE INDEX learning_journal_confidence ON learning_journal (confidence_score, id);
CREATE INDEX learning_journal_created ON learning_journal (created_at, id);
DROP INDEX learning_journal_updated;
CREATE INDEX learning_journal_updated ON learning_journal (updated_at, id);
CREATE INDEX grain_reminder_list ON grain_reminder (service_id, grain_id COLLATE "C", reminder_name COLLATE "C");
-- Matches that nobody gave a reason for, then the others, each by day.
CREATE INDEX recommendation_execution_matches_review ON recommendation_execution_matches
    (((reviewed_at IS NOT NULL)::integer * 1000000 + (day - DATE '2000-01-01')), id);
