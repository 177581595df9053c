-- Prompts that improve by experiment: every version and generation there was, the experiments that ended, and alerts.

CREATE TABLE prompt_versions (
    version       text PRIMARY KEY,          -- v1.0, v1.1, …, over all signals
    ordinal       bigint GENERATED ALWAYS AS IDENTITY,
    signal        text CHECK (signal IN ('BUY', 'SELL', 'HOLD')),   -- NULL: for all
    text          text NOT NULL,
    model         text,                      -- NULL: the preferred one
    origin        text NOT NULL CHECK (origin IN ('baseline', 'generated', 'manual')),
    parent        text REFERENCES prompt_versions,
    created_at    timestamptz NOT NULL,
    created_by    text NOT NULL,
    generation_id text
);

CREATE FUNCTION prompt_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Prompt versions are immutable and kept for ever.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER prompt_versions_stay BEFORE DELETE OR UPDATE OR TRUNCATE ON prompt_versions
    FOR EACH STATEMENT EXECUTE FUNCTION prompt_versions_stay();

CREATE TABLE prompt_generations (
    id       text PRIMARY KEY,               -- the occurrence that asked for it
    ordinal  bigint GENERATED ALWAYS AS IDENTITY,
    signal   text NOT NULL CHECK (signal IN ('BUY', 'SELL', 'HOLD')),
    parent   text NOT NULL REFERENCES prompt_versions,
    at       timestamptz NOT NULL,
    model    text NOT NULL,
    versions text[] NOT NULL,
    refusals text[] NOT NULL,
    cost_usd numeric(14, 8) NOT NULL CHECK (cost_usd >= 0)
);
ALTER TABLE prompt_versions ADD FOREIGN KEY (generation_id) REFERENCES prompt_generations DEFERRABLE INITIALLY DEFERRED;

-- Experiments that ended; those that run are states of their signal's grain.
CREATE TABLE experiments (
    id         text PRIMARY KEY,
    signal     text NOT NULL CHECK (signal IN ('BUY', 'SELL', 'HOLD')),
    started_at timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL CHECK (ended_at >= started_at),
    outcome    text NOT NULL,
    winner     text REFERENCES prompt_versions,
    record     jsonb NOT NULL                -- the whole experiment: design, days, looks, decision
);
CREATE INDEX experiments_ended ON experiments (ended_at);

CREATE TABLE alerts (
    id              text PRIMARY KEY,        -- names what it is about, so that it is raised once
    kind            text NOT NULL,
    subject         text NOT NULL,
    message         text NOT NULL,
    raised_at       timestamptz NOT NULL,
    acknowledged_at timestamptz,
    acknowledged_by text,
    CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
CREATE INDEX alerts_raised ON alerts (raised_at);

CREATE TABLE alert_deliveries (
    alert_id     text NOT NULL REFERENCES alerts,
    notifier     text NOT NULL,
    attempts     integer NOT NULL DEFAULT 0,
    try_at       timestamptz NOT NULL,
    delivered_at timestamptz,
    last_error   text,
    PRIMARY KEY (alert_id, notifier)
);
CREATE INDEX alert_deliveries_pending ON alert_deliveries (notifier, try_at) WHERE delivered_at IS NULL;
