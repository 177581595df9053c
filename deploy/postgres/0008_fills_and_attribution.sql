-- Several fills of one order belong to one match: the first is its execution_id, the others stand here.
CREATE TABLE match_fills (
    execution_id text PRIMARY KEY REFERENCES executions,
    match_id     uuid NOT NULL REFERENCES recommendation_execution_matches ON DELETE CASCADE
);
CREATE INDEX match_fills_match ON match_fills (match_id);

-- A lot's P&L is attributed to one match, so that sums count it once. Recommendations that nobody executed have an outcome too
-- where it is known what they would have made.
ALTER TABLE position_outcomes ADD COLUMN attributed_pnl numeric;
UPDATE position_outcomes SET attributed_pnl = pnl;
ALTER TABLE position_outcomes ALTER COLUMN attributed_pnl SET NOT NULL;
ALTER TABLE position_outcomes ALTER COLUMN outcome DROP NOT NULL;
