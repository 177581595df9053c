-- An experiment has a grain of its own. Its state moves out of the champion's, which keeps the claim: id, number of the split,
-- split. What an earlier version had decided but not yet filed or raised is filed and raised here.

-- What blocks a promotion has a kind.
CREATE FUNCTION pg_temp.with_block_kind(experiment jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN jsonb_typeof(experiment -> 'blocked') = 'string' THEN
        jsonb_set(experiment, '{blocked}', jsonb_build_object(
            'kind', CASE WHEN starts_with(experiment ->> 'blocked', 'Sample ratio mismatch')
                    THEN 'SampleRatioMismatch' ELSE 'GuardrailMetrics' END,
            'reason', experiment ->> 'blocked'))
    ELSE experiment END
$$;
UPDATE experiments SET record = pg_temp.with_block_kind(record) WHERE jsonb_typeof(record -> 'blocked') = 'string';

INSERT INTO experiments (id, signal, started_at, ended_at, outcome, winner, record)
SELECT ended ->> 'id', ended -> 'plan' ->> 'signal', (ended ->> 'startedAt')::timestamptz, (ended -> 'decision' ->> 'at')::timestamptz,
       ended -> 'decision' ->> 'kind', ended -> 'decision' ->> 'winner', pg_temp.with_block_kind(ended)
FROM grain_state, jsonb_array_elements(state -> 'unfiled') ended
WHERE state_name = 'champion'
ON CONFLICT (id) DO NOTHING;

WITH raised AS (
    INSERT INTO alerts (id, kind, subject, message, raised_at)
    SELECT alert ->> 'id', alert ->> 'kind', alert ->> 'subject', alert ->> 'message', now()
    FROM grain_state, jsonb_array_elements(state -> 'unraised') alert
    WHERE state_name = 'champion'
    ON CONFLICT (id) DO NOTHING RETURNING id
)
INSERT INTO alert_deliveries (alert_id, notifier, try_at)
SELECT id, notifier, now() FROM raised CROSS JOIN (SELECT 'log' AS notifier UNION SELECT notifier FROM alert_deliveries) notifiers;

INSERT INTO grain_state (service_id, state_name, grain_key, version, state)
SELECT service_id, 'experiment', state -> 'experiment' ->> 'id', 1, jsonb_build_object(
    'experiment', pg_temp.with_block_kind(state -> 'experiment'), 'days', '[]'::jsonb, 'revision', 1, 'confirmedRevision', 1,
    'isReleased', false, 'isFiled', false, 'reversal', NULL, 'unraised', '[]'::jsonb)
FROM grain_state
WHERE state_name = 'champion' AND jsonb_typeof(state -> 'experiment') = 'object';

UPDATE grain_state
SET version = version + 1, updated_at = now(), state = (state - 'experiment' - 'unfiled' - 'unraised') || jsonb_build_object('claim',
    CASE WHEN jsonb_typeof(state -> 'experiment') = 'object' THEN jsonb_build_object(
        'id', state -> 'experiment' ->> 'id', 'revision', 1,
        'split', CASE WHEN state -> 'experiment' ->> 'status' = 'Running' AND state -> 'experiment' -> 'segments' -> -1 ->> 'to' IS NULL
            THEN jsonb_build_object(
                'id', state -> 'experiment' ->> 'id',
                'versions', (SELECT jsonb_agg(arm -> 'version' ORDER BY place)
                             FROM jsonb_array_elements(state -> 'experiment' -> 'plan' -> 'arms') WITH ORDINALITY arms (arm, place)),
                'shares', state -> 'experiment' -> 'segments' -> -1 -> 'shares') END)
    END)
WHERE state_name = 'champion' AND state ?| ARRAY ['experiment', 'unfiled', 'unraised'];

DROP FUNCTION pg_temp.with_block_kind(jsonb);
