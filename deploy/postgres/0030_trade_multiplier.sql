-- Trades of contracts, what expired worthless, and extremes from candles.

ALTER TABLE trades
    ADD COLUMN asset_type text CHECK (asset_type IN ('share', 'option', 'future', 'future_option', 'forex', 'crypto', 'other')),
    ADD COLUMN multiplier numeric NOT NULL DEFAULT 1 CHECK (multiplier > 0 AND multiplier < 'Infinity'),    -- units in one of quantity
    DROP CONSTRAINT trades_exit_price_check,
    DROP CONSTRAINT trades_stop_price_check,
    DROP CONSTRAINT trades_lowest_price_check,
    ADD CONSTRAINT trades_exit_price_check CHECK (exit_price >= 0 AND exit_price < 'Infinity'),
    ADD CONSTRAINT trades_stop_price_check CHECK (stop_price >= 0),
    ADD CONSTRAINT trades_lowest_price_check CHECK (lowest_price >= 0);
ALTER TABLE trades ALTER COLUMN multiplier DROP DEFAULT;

-- What candles say of the extremes of earlier trades: of candles that lie wholly within the trade, as for new ones.
WITH candles AS (
    SELECT t.id, t.entry_time, t.exit_time, (c ->> 'at')::timestamptz AS at, (c ->> 'low')::numeric AS low, (c ->> 'high')::numeric AS high
    FROM trades t, jsonb_array_elements(t.candles) c
    WHERE t.lowest_price IS NULL OR t.highest_price IS NULL
), lengths AS (
    SELECT id, min(step) AS length
    FROM (SELECT id, at - lag(at) OVER (PARTITION BY id ORDER BY at) AS step FROM candles) steps
    WHERE step > interval '0'
    GROUP BY id
), extremes AS (
    SELECT id, min(low) AS low, max(high) AS high
    FROM candles JOIN lengths USING (id)
    WHERE at >= entry_time AND at + length <= exit_time
    GROUP BY id
)
UPDATE trades t
SET lowest_price = coalesce(t.lowest_price, least(e.low, t.entry_price, t.exit_price, t.highest_price)),
    highest_price = coalesce(t.highest_price, greatest(e.high, t.entry_price, t.exit_price, t.lowest_price))
FROM extremes e WHERE e.id = t.id;
