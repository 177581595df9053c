-- Trades and reviews are read part by part, by what they are sorted by and the row's id.

CREATE INDEX trades_exit ON trades (exit_time, id COLLATE "C");
CREATE INDEX trades_entry ON trades (entry_time, id COLLATE "C");
CREATE INDEX trades_pnl ON trades ((pnl::double precision), id COLLATE "C");
CREATE INDEX trade_reviews_made ON trade_reviews (reviewed_at, trade_id COLLATE "C");
CREATE INDEX trade_reviews_exit ON trade_reviews (exit_time, trade_id COLLATE "C");
CREATE INDEX trade_reviews_rating ON trade_reviews ((performance_rating::bigint), trade_id COLLATE "C");
