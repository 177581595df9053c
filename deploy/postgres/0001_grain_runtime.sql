-- Grain states, reminders and silos: our own tables, and the queries by which the ADO.NET providers of Orleans 10 use
-- them. Parameter and column names are the providers' contract. Orleans.Embedded runs the same queries.

CREATE TABLE grain_state (
    service_id text NOT NULL,
    state_name text NOT NULL,
    grain_key  text NOT NULL,
    version    integer NOT NULL,
    state      jsonb,                       -- null: cleared
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (service_id, state_name, grain_key)
);

CREATE TABLE grain_reminder (
    service_id    text NOT NULL,
    grain_id      text NOT NULL,            -- type/key
    reminder_name text NOT NULL,
    start_time    timestamptz NOT NULL,
    period        bigint NOT NULL CHECK (period > 0),   -- milliseconds
    grain_hash    integer NOT NULL,
    version       integer NOT NULL DEFAULT 0,
    PRIMARY KEY (service_id, grain_id, reminder_name)
);
CREATE INDEX grain_reminder_range ON grain_reminder (service_id, grain_hash);

CREATE TABLE silo_membership_version (
    deployment_id text PRIMARY KEY,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    version       integer NOT NULL DEFAULT 0
);

CREATE TABLE silo_membership (
    deployment_id  text NOT NULL REFERENCES silo_membership_version,
    address        text NOT NULL,
    port           integer NOT NULL,
    generation     integer NOT NULL,
    silo_name      text NOT NULL,
    host_name      text NOT NULL,
    status         integer NOT NULL,        -- Orleans.Runtime.SiloStatus: 3 active, 6 dead
    proxy_port     integer,
    suspect_times  text,
    start_time     timestamptz NOT NULL,
    i_am_alive_at  timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, address, port, generation)
);

CREATE TABLE OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- Storage ------------------------------------------------------------------------------------------------------------
-- A write gives the version that was read, null for a first write. No row back means: somebody else wrote.
INSERT INTO OrleansQuery VALUES ('ReadFromStorageKey', $$
SELECT convert_to(state::text, 'UTF8') AS PayloadBinary, now() AS ReadAt, version AS Version
FROM grain_state
WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
$$), ('WriteToStorageKey', $$
WITH created AS (
    INSERT INTO grain_state (service_id, state_name, grain_key, version, state)
    SELECT @ServiceId, @GrainTypeString, @GrainIdExtensionString, 1, convert_from(@PayloadBinary, 'UTF8')::jsonb
    WHERE CAST(@GrainStateVersion AS integer) IS NULL
    ON CONFLICT DO NOTHING
    RETURNING version
), updated AS (
    UPDATE grain_state
    SET version = version + 1, state = convert_from(@PayloadBinary, 'UTF8')::jsonb, updated_at = now()
    WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
      AND version = CAST(@GrainStateVersion AS integer)
    RETURNING version
)
SELECT version AS NewGrainStateVersion FROM created UNION ALL SELECT version FROM updated
$$), ('ClearStorageKey', $$
UPDATE grain_state
SET version = version + 1, state = NULL, updated_at = now()
WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
  AND version = CAST(@GrainStateVersion AS integer)
RETURNING version AS NewGrainStateVersion
$$), ('DeleteStorageKey', $$
DELETE FROM grain_state
WHERE service_id = @ServiceId AND state_name = @GrainTypeString AND grain_key = @GrainIdExtensionString
  AND version = CAST(@GrainStateVersion AS integer)
RETURNING version + 1 AS NewGrainStateVersion
$$);

-- Reminders ----------------------------------------------------------------------------------------------------------
INSERT INTO OrleansQuery VALUES ('ReadReminderRowsKey', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
FROM grain_reminder WHERE service_id = @ServiceId AND grain_id = @GrainId
$$), ('ReadReminderRowKey', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
FROM grain_reminder WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName
$$), ('ReadRangeRows1Key', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
FROM grain_reminder WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$$), ('ReadRangeRows2Key', $$
SELECT grain_id AS GrainId, reminder_name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
FROM grain_reminder WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$$), ('UpsertReminderRowKey', $$
INSERT INTO grain_reminder AS r (service_id, grain_id, reminder_name, start_time, period, grain_hash)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
ON CONFLICT (service_id, grain_id, reminder_name) DO UPDATE
SET start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
RETURNING version AS Version
$$), ('DeleteReminderRowKey', $$
WITH deleted AS (
    DELETE FROM grain_reminder
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND reminder_name = @ReminderName AND version = @Version
    RETURNING 1
)
SELECT count(*)::integer FROM deleted
$$), ('DeleteReminderRowsKey', $$
DELETE FROM grain_reminder WHERE service_id = @ServiceId
$$);

-- Membership ---------------------------------------------------------------------------------------------------------
INSERT INTO OrleansQuery VALUES ('InsertMembershipVersionKey', $$
WITH inserted AS (
    INSERT INTO silo_membership_version (deployment_id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1
)
SELECT count(*)::integer FROM inserted
$$), ('InsertMembershipKey', $$
WITH bumped AS (
    UPDATE silo_membership_version v SET version = version + 1, updated_at = now()
    WHERE v.deployment_id = @DeploymentId AND v.version = @Version
      AND NOT EXISTS (SELECT FROM silo_membership m WHERE m.deployment_id = @DeploymentId
                      AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING 1
), inserted AS (
    INSERT INTO silo_membership (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_at)
    SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM bumped
    RETURNING 1
)
SELECT count(*)::integer FROM inserted
$$), ('UpdateMembershipKey', $$
WITH bumped AS (
    UPDATE silo_membership_version v SET version = version + 1, updated_at = now()
    WHERE v.deployment_id = @DeploymentId AND v.version = @Version
      AND EXISTS (SELECT FROM silo_membership m WHERE m.deployment_id = @DeploymentId
                  AND m.address = @Address AND m.port = @Port AND m.generation = @Generation)
    RETURNING 1
), updated AS (
    UPDATE silo_membership SET status = @Status, suspect_times = CAST(@SuspectTimes AS text), i_am_alive_at = @IAmAliveTime
    FROM bumped
    WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
    RETURNING 1
)
SELECT count(*)::integer FROM updated
$$), ('UpdateIAmAlivetimeKey', $$
UPDATE silo_membership SET i_am_alive_at = @IAmAliveTime
WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$), ('MembershipReadRowKey', $$
SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation,
       m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort,
       m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.i_am_alive_at AS IAmAliveTime, v.version AS Version
FROM silo_membership_version v
LEFT JOIN silo_membership m ON m.deployment_id = v.deployment_id
    AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
WHERE v.deployment_id = @DeploymentId
$$), ('MembershipReadAllKey', $$
SELECT v.deployment_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation,
       m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort,
       m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.i_am_alive_at AS IAmAliveTime, v.version AS Version
FROM silo_membership_version v
LEFT JOIN silo_membership m ON m.deployment_id = v.deployment_id
WHERE v.deployment_id = @DeploymentId
$$), ('GatewaysQueryKey', $$
SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
FROM silo_membership WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0
$$), ('DeleteMembershipTableEntriesKey', $$
WITH deleted AS (DELETE FROM silo_membership WHERE deployment_id = @DeploymentId)
DELETE FROM silo_membership_version WHERE deployment_id = @DeploymentId
$$), ('CleanupDefunctSiloEntriesKey', $$
DELETE FROM silo_membership WHERE deployment_id = @DeploymentId AND i_am_alive_at < @IAmAliveTime AND status <> 3
$$);
