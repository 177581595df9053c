-- A kind of alert that somebody muted for a while: such alerts are recorded, and neither sent nor counted as open.

CREATE TABLE alert_mutes (
    kind        text PRIMARY KEY,
    reason      text NOT NULL,
    muted_by    text NOT NULL,
    muted_at    timestamptz NOT NULL,
    muted_until timestamptz NOT NULL,
    CHECK (muted_until > muted_at)
);
