-- The audit trail says who did it from where, and how it was before and after. It only grows, and each entry holds the hash of the
-- one before it, so that a change or a gap shows.

ALTER TABLE audit_entries ALTER COLUMN id DROP IDENTITY;
ALTER TABLE audit_entries
    ADD COLUMN actor_kind text NOT NULL DEFAULT 'key' CHECK (actor_kind IN ('person', 'key', 'service')),
    ADD COLUMN address    text NOT NULL DEFAULT '',
    ADD COLUMN before     jsonb,
    ADD COLUMN after      jsonb,
    ADD COLUMN outcome    text NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'unknown')),
    ADD COLUMN trace_id   text NOT NULL DEFAULT '',
    ADD COLUMN hash       bytea;

-- What an entry says, with the hash of the one before it. One expression, which the planner takes into the statement.
CREATE FUNCTION audit_digest(entry audit_entries, previous bytea) RETURNS bytea
    LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        entry.id, extract(epoch FROM entry.at)::text, entry.actor_kind, entry.actor, entry.address, entry.action, entry.subject,
        entry.detail, entry.before, entry.after, entry.outcome, entry.trace_id, entry.entry_id, encode(previous, 'hex')
    )::text, 'UTF8'))
$$;

-- Those from before this step.
DO $$
DECLARE
    entry    audit_entries;
    previous bytea := '';
BEGIN
    FOR entry IN SELECT * FROM audit_entries ORDER BY id LOOP
        previous := audit_digest(entry, previous);
        UPDATE audit_entries SET hash = previous WHERE id = entry.id;
    END LOOP;
END
$$;
ALTER TABLE audit_entries ALTER COLUMN hash SET NOT NULL;
ALTER TABLE audit_entries ALTER COLUMN id SET DEFAULT 0;

-- One writer after the other: the lock is held until the transaction ends, so that the numbers have no gaps either.
CREATE FUNCTION audit_chain() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    last audit_entries;
BEGIN
    PERFORM pg_advisory_xact_lock(x'4C4541524E07'::bigint);
    SELECT * INTO last FROM audit_entries ORDER BY id DESC LIMIT 1;
    NEW.id := coalesce(last.id, 0) + 1;
    NEW.hash := audit_digest(NEW, coalesce(last.hash, ''));
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_entries_chain BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_refuse() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail only grows.' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_entries_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries EXECUTE FUNCTION audit_refuse();

-- The first entry that is not as it was written, or whose predecessor is not; null where all are.
CREATE VIEW audit_chain_state AS
SELECT count(*)                                                                       AS entries,
       max(id)                                                                        AS last_id,
       min(id) FILTER (WHERE hash IS DISTINCT FROM audit_digest(entry, previous))     AS broken_at
FROM (SELECT id, hash, e AS entry, coalesce(lag(hash) OVER (ORDER BY id), '') AS previous FROM audit_entries e) AS chained;

-- What somebody has begun. It is deleted by the transaction that adds the entry; what stays says that the process died in between.
CREATE TABLE audit_intents (
    entry_id   uuid PRIMARY KEY,
    begun_at   timestamptz NOT NULL DEFAULT now(),
    at         timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor      text NOT NULL,
    address    text NOT NULL,
    action     text NOT NULL,
    subject    text NOT NULL,
    trace_id   text NOT NULL
);
