-- Insights about what trades make, beside those about how often they win.

ALTER TABLE learning_journal
    ADD COLUMN outcome             text NOT NULL DEFAULT 'win_rate' CHECK (outcome IN ('win_rate', 'r_multiple', 'return')),
    ADD COLUMN result              jsonb,   -- {n, mean, lower, upper} in the unit of the outcome; null for wins
    ADD COLUMN rest_result         jsonb,
    ADD COLUMN expected_difference jsonb;   -- what they truly make more, as is believed
