-- Files of brokers that were imported, what could not be used of them, and cash that moved without a position.

CREATE TABLE imports (
    id           uuid PRIMARY KEY,       -- follows from content, account and options
    attempt      integer NOT NULL,       -- from 1 on; an import that was undone and is sent again begins another
    status       text NOT NULL CHECK (status IN ('incomplete', 'complete', 'undone')),
    file_name    text NOT NULL,          -- as the sender named it: any text
    broker       text NOT NULL,
    account      text,
    time_zone    text NOT NULL,
    bytes        bigint NOT NULL,
    rows         integer NOT NULL,
    executions   integer NOT NULL,       -- of the file, stored by it or before
    cash         integer NOT NULL,       -- likewise
    unusable     integer NOT NULL,
    missing      integer NOT NULL,       -- of those, the ones that move a position
    problems     jsonb NOT NULL,         -- the unusable rows by cause
    stored       integer NOT NULL,       -- executions that it stored first; counted with them, in one transaction
    cash_stored  integer NOT NULL,
    imported_by  text NOT NULL,
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    undone_at    timestamptz,
    undone_by    text
);
CREATE INDEX imports_started ON imports (started_at, id);

-- Rows that could not be used. A line may hold several: a fill that closes a position and opens another is two.
CREATE TABLE import_rows (
    import_id      uuid NOT NULL REFERENCES imports,
    line           integer NOT NULL,
    place          integer NOT NULL,
    message        text NOT NULL,
    moves_position boolean NOT NULL,
    PRIMARY KEY (import_id, line, place)
);

-- The import that stored it first; none for what came one by one.
ALTER TABLE executions ADD COLUMN import_id uuid REFERENCES imports;
CREATE INDEX executions_import ON executions (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE cash_movements (
    id          text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
    at          timestamptz NOT NULL,
    account     text,
    kind        text NOT NULL CHECK (kind IN ('dividend', 'interest', 'lending', 'fee', 'tax', 'deposit', 'withdrawal', 'transfer',
                    'adjustment', 'other')),
    amount      numeric NOT NULL,        -- less than 0 where it was paid
    currency    text NOT NULL,
    description text NOT NULL,           -- the broker's words
    instrument  text,                    -- what it is about
    import_id   uuid REFERENCES imports,
    received_at timestamptz NOT NULL
);
CREATE INDEX cash_movements_at ON cash_movements (at, id);
CREATE INDEX cash_movements_import ON cash_movements (import_id) WHERE import_id IS NOT NULL;
