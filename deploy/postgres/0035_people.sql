-- People with roles, the links by which they get a password, their sessions; keys that expire, are rotated and have limits.

CREATE TABLE people (
    name            text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    role            text NOT NULL CHECK (role IN ('viewer', 'trader', 'analyst', 'operator', 'admin')),
    is_active       boolean NOT NULL DEFAULT true,
    password_hash   text,                           -- null until the invitation is accepted
    created_at      timestamptz NOT NULL DEFAULT now(),
    last_sign_in_at timestamptz
);

-- A link works once, until it expires. The token is in the link alone.
CREATE TABLE sign_in_links (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    purpose    text NOT NULL CHECK (purpose IN ('first_admin', 'invitation', 'reset')),
    person     text REFERENCES people,              -- null for the first admin, who has no name yet
    expires_at timestamptz NOT NULL,
    CHECK ((purpose = 'first_admin') = (person IS NULL))
);
CREATE INDEX sign_in_links_person ON sign_in_links (person);

CREATE TABLE person_sessions (
    secret_hash  bytea PRIMARY KEY CHECK (length(secret_hash) = 32),    -- SHA-256 of what the cookie holds
    id           uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    person       text NOT NULL REFERENCES people,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    address      text NOT NULL,
    agent        text NOT NULL
);
CREATE INDEX person_sessions_person ON person_sessions (person) WHERE ended_at IS NULL;

ALTER TABLE api_keys DROP CONSTRAINT api_keys_scopes_check;
ALTER TABLE api_keys ADD CONSTRAINT api_keys_scopes_check
    CHECK (scopes <@ ARRAY ['engine', 'read', 'rate', 'decide', 'operate', 'admin'] AND cardinality(scopes) > 0);
ALTER TABLE api_keys
    ADD COLUMN id                  uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    ADD COLUMN hint                text NOT NULL DEFAULT '',    -- how the key begins
    ADD COLUMN created_by          text,                        -- null for a key of the environment
    ADD COLUMN expires_at          timestamptz,
    ADD COLUMN last_used_at        timestamptz,
    ADD COLUMN requests_per_minute integer CHECK (requests_per_minute > 0);
CREATE INDEX api_keys_name ON api_keys (name);
