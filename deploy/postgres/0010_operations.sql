-- What operators read of the audit trail. An entry brings an id of its own, so that it is stored once however often it is
-- sent; entries from before have none.

ALTER TABLE audit_entries ADD COLUMN entry_id uuid;
CREATE UNIQUE INDEX audit_entries_entry_id ON audit_entries (entry_id);

-- The newest of an actor, or of a subject, without a walk through everybody else's.
CREATE INDEX audit_entries_actor ON audit_entries (actor, id);
CREATE INDEX audit_entries_subject ON audit_entries (subject, id);
