-- Models that are trained on the best explanations: datasets as they were trained on, jobs, and the models that they made.

CREATE TABLE fine_tuning_datasets (
    hash       text PRIMARY KEY CHECK (length(hash) = 64),      -- over the lines of both splits
    number     integer NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    record     jsonb NOT NULL
);

CREATE TABLE fine_tuning_examples (
    dataset        text NOT NULL REFERENCES fine_tuning_datasets,
    split          text NOT NULL CHECK (split IN ('train', 'test')),
    ordinal        integer NOT NULL,        -- the line of the split's file
    place          integer NOT NULL,        -- over both splits, train first
    explanation_id uuid NOT NULL,
    ticker         text NOT NULL,
    signal         text NOT NULL CHECK (signal IN ('BUY', 'SELL', 'HOLD')),
    prompt_version text NOT NULL,
    tokens         integer NOT NULL,
    line           text NOT NULL,
    PRIMARY KEY (dataset, split, ordinal)
);

-- What a job and a model are now; their grains know more. The newest revision wins.
CREATE TABLE fine_tuning_jobs (
    id         text PRIMARY KEY,
    started_at timestamptz NOT NULL,
    revision   integer NOT NULL,
    record     jsonb NOT NULL
);

CREATE TABLE tuned_models (
    name          text PRIMARY KEY,
    registered_at timestamptz NOT NULL,
    revision      integer NOT NULL,
    record        jsonb NOT NULL
);

-- Models that can be asked although no configuration names them. They never change.
CREATE TABLE registered_models (
    name                         text PRIMARY KEY,
    provider_model               text NOT NULL,
    served_like                  text NOT NULL,     -- the configured model whose address, key and time-outs it has
    input_usd_per_million_tokens  numeric(14, 6) NOT NULL CHECK (input_usd_per_million_tokens >= 0),
    output_usd_per_million_tokens numeric(14, 6) NOT NULL CHECK (output_usd_per_million_tokens >= 0),
    registered_at                timestamptz NOT NULL
);

ALTER TABLE prompt_versions DROP CONSTRAINT prompt_versions_origin_check;
ALTER TABLE prompt_versions ADD CONSTRAINT prompt_versions_origin_check
    CHECK (origin IN ('baseline', 'generated', 'manual', 'tuned'));
