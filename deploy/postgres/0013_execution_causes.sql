-- Why a position moved, in which order, on which underlying; and the local days that have to be reconciled.

ALTER TABLE executions
    ADD COLUMN cause           text NOT NULL DEFAULT 'trade'
        CHECK (cause IN ('trade', 'option_end', 'cash_settlement', 'delivery', 'corporate_action', 'other')),
    ADD COLUMN instrument_kind text NOT NULL DEFAULT 'share'
        CHECK (instrument_kind IN ('share', 'option', 'future', 'future_option', 'crypto', 'other')),
    ADD COLUMN underlying      text NOT NULL DEFAULT '',  -- SPX for SPXW; the instrument itself where it is no option
    ADD COLUMN order_id        text,                      -- the broker's; all its fills are one order
    ADD COLUMN multiplier      numeric NOT NULL DEFAULT 1 CHECK (multiplier > 0),
    ADD COLUMN currency        text NOT NULL DEFAULT 'USD';
UPDATE executions SET cause = 'option_end' WHERE action IN ('assigned', 'expired');
UPDATE executions SET instrument_kind = 'option', multiplier = 100, underlying = rtrim(left(instrument, 6)) WHERE length(instrument) = 21;
UPDATE executions SET underlying = instrument WHERE length(instrument) <> 21;
ALTER TABLE executions
    ALTER COLUMN cause DROP DEFAULT,
    ALTER COLUMN instrument_kind DROP DEFAULT,
    ALTER COLUMN underlying DROP DEFAULT,
    ALTER COLUMN multiplier DROP DEFAULT,
    ALTER COLUMN currency DROP DEFAULT;
CREATE INDEX executions_instrument ON executions (instrument, executed_at);
CREATE INDEX executions_order ON executions (order_id) WHERE order_id IS NOT NULL;

-- Whatever arrives adds a row for each local (Pacific) day that it touches, in its own transaction. Reconciling a day removes the rows
-- that it sees before it reads anything else: what arrives meanwhile leaves the day marked.
CREATE TABLE reconciliation_marks (
    id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day date NOT NULL
);
CREATE INDEX reconciliation_marks_day ON reconciliation_marks (day);
