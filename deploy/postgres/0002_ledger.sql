-- The ledger: what was explained, what people said of it, and who may call.

CREATE TABLE llm_explanations (
    id                uuid PRIMARY KEY,
    ticker            text NOT NULL CHECK (length(ticker) BETWEEN 1 AND 20),
    signal            text NOT NULL CHECK (signal IN ('BUY', 'SELL', 'HOLD')),
    confidence        double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    indicators        jsonb NOT NULL,
    explanation       text NOT NULL,
    factors           jsonb NOT NULL,       -- [{"name": …, "impact": …}]
    sentiment         text NOT NULL,
    prompt_version    text NOT NULL,
    model_used        text NOT NULL,
    source            text NOT NULL CHECK (source IN ('service', 'engine')),
    generated_at      timestamptz NOT NULL,
    day               date NOT NULL,        -- of generated_at, UTC
    cached            boolean NOT NULL,
    fallback          boolean NOT NULL,
    fallback_reason   text,
    latency_ms        integer NOT NULL CHECK (latency_ms >= 0),
    prompt_tokens     integer NOT NULL CHECK (prompt_tokens >= 0),
    completion_tokens integer NOT NULL CHECK (completion_tokens >= 0),
    cost_usd          numeric(14, 8) NOT NULL CHECK (cost_usd >= 0),
    user_session      uuid,                 -- keyed hash of the session it was shown to
    CHECK (fallback = (fallback_reason IS NOT NULL))
);
-- A bucket is a day of a ticker's signal: its sums are made anew from the index alone, and its last column tells whether it changed.
CREATE INDEX llm_explanations_bucket ON llm_explanations (day, ticker, signal, generated_at)
    INCLUDE (prompt_version, model_used, cached, fallback, cost_usd, latency_ms);

-- One row for an explanation and a session. The primary key leads with the session, so that the same index answers
-- whether a session has votes left this hour. ticker … day are copied from the explanation by the writing statement.
CREATE TABLE llm_feedback (
    user_session   uuid NOT NULL,           -- keyed hash; all zero: no session was given
    explanation_id uuid NOT NULL REFERENCES llm_explanations,
    helpful        boolean,
    rating         smallint CHECK (rating BETWEEN 1 AND 5),
    comment        text CHECK (length(comment) <= 2000),
    feedback_type  text NOT NULL CHECK (feedback_type IN ('manual', 'auto')),
    ticker         text NOT NULL,
    signal         text NOT NULL,
    prompt_version text NOT NULL,
    model_used     text NOT NULL,
    day            date NOT NULL,           -- of the explanation
    late           boolean NOT NULL,        -- given or changed after that day: a roll-up of the day may miss it
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (user_session, explanation_id),
    CHECK (helpful IS NOT NULL OR rating IS NOT NULL)
);
CREATE INDEX llm_feedback_bucket ON llm_feedback (day, ticker, signal, updated_at)
    INCLUDE (prompt_version, model_used, explanation_id, helpful, rating);
CREATE INDEX llm_feedback_late ON llm_feedback (day, updated_at) WHERE late;

-- Sums for closed days. A rate is a quotient of two columns; positive: thumb up, or 4 and 5 stars where there is no thumb.
CREATE TABLE llm_metrics (
    date               date NOT NULL,
    signal_type        text NOT NULL,
    ticker             text NOT NULL,
    prompt_version     text NOT NULL,
    model_used         text NOT NULL,
    total_explanations bigint NOT NULL,
    cached             bigint NOT NULL,
    fallbacks          bigint NOT NULL,
    rated              bigint NOT NULL,         -- explanations with feedback
    feedback           bigint NOT NULL,         -- votes
    positive           bigint NOT NULL,
    ratings            bigint NOT NULL,
    rating_sum         bigint NOT NULL,
    rating_square_sum  bigint NOT NULL,
    cost_usd           numeric(18, 8) NOT NULL,
    latency_ms_sum     bigint NOT NULL,
    positive_feedback_pct double precision GENERATED ALWAYS AS (100.0 * positive / nullif(feedback, 0)) STORED,
    avg_rating         double precision GENERATED ALWAYS AS (rating_sum::double precision / nullif(ratings, 0)) STORED,
    latency_ms         double precision GENERATED ALWAYS AS (latency_ms_sum::double precision / nullif(total_explanations, 0)) STORED,
    created_at         timestamptz NOT NULL,
    PRIMARY KEY (date, signal_type, ticker, prompt_version, model_used)
);
CREATE INDEX llm_metrics_ticker ON llm_metrics (ticker, signal_type, date);

CREATE TABLE llm_metrics_days (
    day          date PRIMARY KEY,
    rolled_up_at timestamptz NOT NULL
);

CREATE TABLE api_keys (
    key_hash   bytea PRIMARY KEY CHECK (length(key_hash) = 32),    -- SHA-256 of the key
    name       text NOT NULL,
    scopes     text[] NOT NULL CHECK (scopes <@ ARRAY ['engine', 'read', 'admin'] AND cardinality(scopes) > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);

CREATE TABLE service_settings (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE audit_entries (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at      timestamptz NOT NULL,
    actor   text NOT NULL,                  -- the name of the key
    action  text NOT NULL,
    subject text NOT NULL,
    detail  jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entries_at ON audit_entries (at);
