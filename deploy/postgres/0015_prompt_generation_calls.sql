-- Calls to a model for variants of a prompt whose answer has not come. A call is here before the model is asked, and goes when the
-- generation that it led to is recorded, or the model has refused. One whose process died stays, and counts against its month's
-- budget with the most that it can cost.
CREATE TABLE prompt_generation_calls (
    id            uuid PRIMARY KEY,
    generation_id text NOT NULL,             -- what asked for it; there may never be such a generation
    signal        text NOT NULL CHECK (signal IN ('BUY', 'SELL', 'HOLD')),
    at            timestamptz NOT NULL,
    model         text NOT NULL,
    max_cost_usd  numeric(14, 8) NOT NULL CHECK (max_cost_usd >= 0)
);
