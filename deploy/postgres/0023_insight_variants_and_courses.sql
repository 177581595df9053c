-- Other names of an insight, and how the trades went that it is about, beside all others.

ALTER TABLE learning_journal
    ADD COLUMN variants    jsonb NOT NULL DEFAULT '[]',     -- [{conditions, text, foundBy}]
    ADD COLUMN course      jsonb,                           -- P&L, return, R multiple, excursions, holding time; null before the next night
    ADD COLUMN rest_course jsonb,
    ADD COLUMN expected    jsonb;                           -- {n, mean, lower, upper} of the true share of wins, as is believed

-- Confidence means something else now: every insight is estimated again.
UPDATE learning_journal SET confidence_score = least(confidence_score, 0.5);
