-- Recommendations of several legs, what orders are, positions, prices, and what has to be worked out again.

ALTER TABLE recommendations
    ADD COLUMN further_legs jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN instrument   text;                    -- the OCC symbol of the first leg, where it is fully named
UPDATE recommendations SET instrument = rpad(symbol, 6) || to_char(expiration, 'YYMMDD')
        || CASE option_right WHEN 'call' THEN 'C' ELSE 'P' END || lpad((strike * 1000)::bigint::text, 8, '0')
    WHERE strike < 100000 AND expiration IS NOT NULL AND option_right IS NOT NULL AND symbol ~ '^[A-Z0-9]{1,6}$';
CREATE INDEX recommendations_instrument ON recommendations (instrument) WHERE instrument IS NOT NULL;
CREATE INDEX recommendations_expiring ON recommendations (symbol, expiration) WHERE expiration IS NOT NULL;

ALTER TABLE recommendation_execution_matches ADD COLUMN structure text;

CREATE INDEX executions_underlying ON executions (underlying, executed_at);
CREATE INDEX executions_assigned ON executions (underlying) WHERE action = 'assigned' AND cause = 'option_end';
CREATE INDEX executions_corporate ON executions (executed_at) WHERE cause = 'corporate_action';

ALTER TABLE position_outcomes
    DROP CONSTRAINT position_outcomes_outcome_check,
    ADD CONSTRAINT position_outcomes_outcome_check CHECK (outcome IN
        ('open', 'expired_worthless', 'closed_profit', 'closed_loss', 'assigned', 'rolled', 'unknown_opening')),
    ADD COLUMN position_pnl          numeric,
    ADD COLUMN is_ended              boolean NOT NULL DEFAULT false,
    ADD COLUMN is_inferred           boolean NOT NULL DEFAULT false,
    ADD COLUMN counterfactual_source text,
    ADD COLUMN counterfactual_on     date,
    ADD COLUMN currency              text NOT NULL DEFAULT 'USD';
UPDATE position_outcomes SET position_pnl = pnl, is_ended = outcome IS DISTINCT FROM 'open';
ALTER TABLE position_outcomes ALTER COLUMN position_pnl SET NOT NULL;

-- What an instrument was worth on a day, for a contract with its multiplier, or a share.
CREATE TABLE prices (
    instrument  text NOT NULL,
    day         date NOT NULL,
    source      text NOT NULL,
    bid         numeric CHECK (bid >= 0),
    ask         numeric CHECK (ask >= 0),
    last        numeric CHECK (last >= 0),
    close       numeric CHECK (close >= 0),
    received_at timestamptz NOT NULL,
    PRIMARY KEY (instrument, day, source)
);

-- Positions as they follow from the executions, first in, first out; replaced whole for an instrument of an account.
CREATE TABLE position_lots (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account     text NOT NULL,                       -- empty where there is one account only
    instrument  text NOT NULL,
    state       text NOT NULL CHECK (state IN ('open', 'closed', 'unmatched')),
    opening_id  text,                                -- NULL for an unmatched close
    closing_id  text,                                -- NULL while open, and where an expiration was inferred
    origin_id   text,                                -- what the position began with
    is_short    boolean,
    quantity    numeric NOT NULL,
    pnl         numeric,                             -- after fees; NULL unless closed
    cash        numeric NOT NULL,                    -- received less paid: of closed lots the P&L
    opened_at   timestamptz,
    closed_at   timestamptz,
    closed_by   text,                                -- the closing action
    is_inferred boolean NOT NULL,
    currency    text NOT NULL
);
CREATE INDEX position_lots_instrument ON position_lots (instrument, account);

-- Positions (account and instrument) and matches whose outcomes have to be worked out again.
CREATE TABLE outcome_marks (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account    text,
    instrument text,
    match_id   uuid,
    CHECK ((instrument IS NULL) <> (match_id IS NULL))
);
INSERT INTO outcome_marks (account, instrument) SELECT DISTINCT coalesce(account, ''), instrument FROM executions;
INSERT INTO outcome_marks (match_id) SELECT id FROM recommendation_execution_matches WHERE execution_id IS NULL;

-- Local days whose matches or outcomes have changed; whoever sums weeks up removes them.
CREATE TABLE changed_days (
    id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day date NOT NULL
);

-- What was matched by the former rules is matched anew.
INSERT INTO reconciliation_marks (day)
    SELECT DISTINCT (executed_at AT TIME ZONE 'America/Los_Angeles')::date FROM executions
    UNION SELECT DISTINCT (sent_at AT TIME ZONE 'America/Los_Angeles')::date FROM recommendations;
