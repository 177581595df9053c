-- The trade journal: strategy rules, closed trades, their reviews, and what was learnt of them.

CREATE TABLE strategy_rules (
    id          text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
    name        text NOT NULL,
    description text,
    is_active   boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);

CREATE TABLE trades (
    id              text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
    rule_id         text NOT NULL REFERENCES strategy_rules,
    symbol          text NOT NULL,
    side            text NOT NULL CHECK (side IN ('long', 'short')),
    setup_type      text,
    market_phase    text,
    timeframe       text,
    entry_time      timestamptz NOT NULL,
    exit_time       timestamptz NOT NULL CHECK (exit_time >= entry_time),
    entry_price     numeric NOT NULL CHECK (entry_price > 0 AND entry_price < 'Infinity'),
    exit_price      numeric NOT NULL CHECK (exit_price > 0 AND exit_price < 'Infinity'),
    quantity        numeric NOT NULL CHECK (quantity > 0 AND quantity < 'Infinity'),
    fees            numeric NOT NULL CHECK (fees < 'Infinity'),     -- a rebate is negative
    pnl             numeric NOT NULL CHECK (pnl < 'Infinity'),      -- after fees, quote currency
    status          text NOT NULL CHECK (status IN ('closed', 'stopped', 'tp1_hit', 'tp2_hit', 'tp3_hit')),
    entry_reasoning text,
    stop_price      numeric CHECK (stop_price > 0),
    lowest_price    numeric CHECK (lowest_price > 0),
    highest_price   numeric CHECK (highest_price >= lowest_price),
    candles         jsonb NOT NULL,
    received_at     timestamptz NOT NULL
);
CREATE INDEX trades_rule ON trades (rule_id, exit_time);
CREATE INDEX trades_received ON trades (received_at);

-- One review for a trade: reviewing again replaces it. rule_id and exit_time are the trade's.
CREATE TABLE trade_reviews (
    trade_id           text PRIMARY KEY REFERENCES trades,
    rule_id            text NOT NULL,
    exit_time          timestamptz NOT NULL,
    pnl                numeric NOT NULL,
    what_happened      text NOT NULL,
    what_worked        text[] NOT NULL,
    what_didnt_work    text[] NOT NULL,
    setup_validity     text NOT NULL CHECK (setup_validity IN ('valid', 'invalid', 'edge_case')),
    performance_rating smallint NOT NULL CHECK (performance_rating BETWEEN 1 AND 5),
    lessons            text[] NOT NULL,
    reviewer           text NOT NULL,           -- a model, or 'rules'
    fallback_reason    text,
    reviewed_at        timestamptz NOT NULL,
    cost_usd           numeric(14, 8) NOT NULL CHECK (cost_usd >= 0)
);
CREATE INDEX trade_reviews_rule ON trade_reviews (rule_id, reviewed_at);

CREATE TABLE learning_journal (
    id                uuid PRIMARY KEY,
    claim             text NOT NULL UNIQUE,     -- scope, conditions and direction: the same insight found again is this one
    insight_type      text NOT NULL CHECK (insight_type IN ('pattern', 'setup', 'market_phase', 'risk', 'execution')),
    insight           text NOT NULL,
    supporting_trades jsonb NOT NULL,           -- ids of the last winning, or losing, ones
    confidence_score  double precision NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
    sample_size       bigint NOT NULL CHECK (sample_size > 0),
    wins              bigint NOT NULL CHECK (wins BETWEEN 0 AND sample_size),
    rest_size         bigint NOT NULL CHECK (rest_size >= 0),
    rest_wins         bigint NOT NULL CHECK (rest_wins BETWEEN 0 AND rest_size),
    is_better         boolean NOT NULL,         -- wins more often than the rest, or less often
    market_conditions jsonb NOT NULL,           -- where it applies
    scope             jsonb NOT NULL,           -- the trades that it was found among
    found_by          text NOT NULL,
    is_active         boolean NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
);
CREATE INDEX learning_journal_updated ON learning_journal (updated_at);
