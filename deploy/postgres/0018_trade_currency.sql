-- What a trade's prices, fees and profit are in. A rule's profits are kept for each currency.

ALTER TABLE trades ADD COLUMN currency text NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z0-9]{1,20}$');
ALTER TABLE trades ALTER COLUMN currency DROP DEFAULT;

-- Imports of freqtrade name the pair: BTC/USDT, or BTC/USDT:USDT for a future.
UPDATE trades SET currency = upper(split_part(split_part(symbol, '/', 2), ':', 1))
WHERE id LIKE 'freqtrade:%' AND upper(split_part(split_part(symbol, '/', 2), ':', 1)) ~ '^[A-Z0-9]{1,20}$';

-- [{currency, trades, pnl, profitFactor}]; every rule is scored again, which fills it.
ALTER TABLE strategy_rules DROP COLUMN pnl, DROP COLUMN profit_factor,
    ADD COLUMN pnl_by_currency jsonb NOT NULL DEFAULT '[]';
UPDATE strategy_rules SET scored_through = NULL;
