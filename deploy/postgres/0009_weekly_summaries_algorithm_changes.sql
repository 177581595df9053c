-- Weeks and proposed changes of the algorithm, as their grains filed them.

-- Every version of a week there was.
CREATE TABLE weekly_learning_summaries (
    year           integer NOT NULL,         -- of the ISO week
    week           integer NOT NULL CHECK (week BETWEEN 1 AND 53),
    version        integer NOT NULL CHECK (version > 0),
    generated_at   timestamptz NOT NULL,
    generated_by   text NOT NULL,
    is_complete    boolean NOT NULL,
    total          integer NOT NULL,
    pnl            numeric NOT NULL,         -- USD after fees
    summary        jsonb NOT NULL,           -- the whole of it
    PRIMARY KEY (year, week, version)
);

CREATE TABLE weekly_summary_reviews (
    year           integer NOT NULL,
    week           integer NOT NULL,
    review_status  text NOT NULL CHECK (review_status IN ('pending', 'reviewed', 'actioned')),
    review_notes   text,
    version        integer NOT NULL,         -- the one that was seen
    reviewed_by    text NOT NULL,
    reviewed_at    timestamptz NOT NULL,
    PRIMARY KEY (year, week),
    FOREIGN KEY (year, week, version) REFERENCES weekly_learning_summaries
);

CREATE TABLE algorithm_changes (
    id           text PRIMARY KEY,           -- the pattern's key and a number
    pattern_key  text NOT NULL,
    status       text NOT NULL CHECK (status IN ('proposed', 'deferred', 'accepted', 'validating', 'rejected', 'kept', 'rolled_back', 'modified', 'withdrawn')),
    has_ended    boolean NOT NULL,
    proposal     text NOT NULL,
    weeks        text[] NOT NULL,            -- in which its pattern was seen
    version_from text,
    version_to   text,
    implemented_on date,
    steps        integer NOT NULL,           -- of its history
    updated_at   timestamptz NOT NULL,
    record       jsonb NOT NULL              -- the whole of it
);
CREATE INDEX algorithm_changes_open ON algorithm_changes (pattern_key) WHERE NOT has_ended;
