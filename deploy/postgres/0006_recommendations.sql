-- What the algorithm recommended, what was executed, and what belongs together.

CREATE TABLE recommendations (
    id                text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
    sent_at           timestamptz NOT NULL,
    symbol            text NOT NULL,                -- the underlying
    account           text,
    action            text NOT NULL,                -- STO, BTC, BTO, STC, WAIT, HOLD, MONITOR
    strike            numeric CHECK (strike > 0),
    expiration        date,
    option_right      text CHECK (option_right IN ('call', 'put')),
    premium           numeric CHECK (premium >= 0), -- USD for a contract
    type              text NOT NULL,
    algorithm_version text,
    received_at       timestamptz NOT NULL
);
CREATE INDEX recommendations_sent ON recommendations (sent_at);

CREATE TABLE executions (
    id                text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
    executed_at       timestamptz NOT NULL,
    instrument        text NOT NULL,                -- OCC symbol of an option, or the symbol of a share
    action            text NOT NULL CHECK (action IN ('STO', 'BTC', 'BTO', 'STC', 'assigned', 'expired')),
    quantity          numeric NOT NULL CHECK (quantity > 0),
    price             numeric NOT NULL CHECK (price >= 0),          -- USD for a contract, or for a share
    fees              numeric NOT NULL,
    account           text,
    recommendation_id text,                         -- as whoever executed it said; it need not be known yet
    received_at       timestamptz NOT NULL
);
CREATE INDEX executions_at ON executions (executed_at);
CREATE INDEX executions_recommendation ON executions (recommendation_id) WHERE recommendation_id IS NOT NULL;

-- One row for a recommendation, and one for an execution that belongs to none. Reconciling again revises it; what it was
-- before goes to its history.
CREATE TABLE recommendation_execution_matches (
    id                uuid PRIMARY KEY,
    day               date NOT NULL,                -- Pacific, of the recommendation, or of the independent execution
    recommendation_id text UNIQUE REFERENCES recommendations,
    execution_id      text UNIQUE REFERENCES executions,
    symbol            text NOT NULL,
    match_type        text NOT NULL CHECK (match_type IN ('consent', 'modify', 'reject', 'independent', 'no_action')),
    score             double precision,
    strike_difference numeric,
    days_difference   integer,
    premium_difference numeric,
    reason_code       text CHECK (reason_code IN ('timing', 'premium_low', 'iv_low', 'earnings_concern', 'gut_feeling', 'better_opportunity', 'risk_too_high', 'already_exposed', 'other')),
    reason_text       text,
    reviewed_at       timestamptz,
    excluded_reason   text,                         -- why it teaches nothing
    history           jsonb NOT NULL DEFAULT '[]',  -- [{"at", "matchType", "executionId"}]
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CHECK (recommendation_id IS NOT NULL OR execution_id IS NOT NULL),
    CHECK ((match_type = 'independent') = (recommendation_id IS NULL))
);
CREATE INDEX recommendation_execution_matches_day ON recommendation_execution_matches (day, id);
