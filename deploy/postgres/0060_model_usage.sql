-- What models were asked and charged: the totals of a UTC day, one row for each process that asked, so that writing a row again
-- changes nothing.
CREATE TABLE model_usage (
    day               date NOT NULL,
    model             text NOT NULL,
    purpose           text NOT NULL,
    process           uuid NOT NULL,
    calls             bigint NOT NULL CHECK (calls >= 0),
    failed            bigint NOT NULL CHECK (failed BETWEEN 0 AND calls),
    prompt_tokens     bigint NOT NULL CHECK (prompt_tokens >= 0),
    completion_tokens bigint NOT NULL CHECK (completion_tokens >= 0),
    cost_usd          numeric(18, 8) NOT NULL CHECK (cost_usd >= 0),
    PRIMARY KEY (day, model, purpose, process)
);
