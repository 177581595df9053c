-- What the version of 22 November 2026 wrote, whose last step was 0026: rows as it left them, before people, undone imports and models.
INSERT INTO api_keys (key_hash, name, scopes) VALUES (sha256('an-engine-of-then'), 'engine of then', '{engine,read}');
INSERT INTO prompt_versions (version, signal, text, model, origin, parent, created_at, created_by, generation_id) VALUES
    ('v1.0', NULL, 'Explain {signal} on {ticker} at {confidence} by {indicators}.', NULL, 'baseline', NULL, '2026-03-01Z', 'LearningActors', NULL),
    ('v1.1', 'BUY', 'First the strongest of {indicators}, then {signal}, {ticker}, {confidence}.', NULL, 'manual', 'v1.0', '2026-03-01Z', 'admin', NULL);
INSERT INTO llm_explanations (id, ticker, signal, confidence, indicators, explanation, factors, sentiment, prompt_version, model_used, source,
    generated_at, day, cached, fallback, fallback_reason, latency_ms, prompt_tokens, completion_tokens, cost_usd, user_session, received_at)
SELECT ('00000000-0000-7000-8000-0000000000' || lpad(i::text, 2, '0'))::uuid, 'AAPL', 'BUY', 0.8, '{"rsi": 28.5}', 'The RSI of 28.5 is low.',
    '[{"name": "rsi", "impact": "positive"}]', 'bullish', 'v1.0', 'openai', 'service', '2026-03-02 10:00Z', '2026-03-02', false, false, NULL,
    420, 200, 50, 0.00006, NULL, '2026-03-02 10:00Z'
FROM generate_series(1, 20) i;
INSERT INTO llm_feedback (user_session, explanation_id, helpful, rating, comment, feedback_type, ticker, signal, prompt_version, model_used, day,
    late, created_at, updated_at, answer)
SELECT gen_random_uuid(), id, id::text < '00000000-0000-7000-8000-000000000016', NULL, 'As it was.', 'manual', ticker, signal, prompt_version,
    model_used, day, false, '2026-03-02 11:00Z', '2026-03-02 11:00Z', answer
FROM llm_explanations;
INSERT INTO strategy_rules (id, name, created_at, updated_at) VALUES ('pullback', 'Pullback', '2026-03-01Z', '2026-03-01Z');
INSERT INTO trades (id, rule_id, symbol, side, setup_type, market_phase, timeframe, entry_time, exit_time, entry_price, exit_price, quantity,
    fees, pnl, status, candles, received_at, currency)
VALUES ('t-then', 'pullback', 'BTC/USD', 'long', 'pullback', 'range', '5m', '2026-03-02 10:00Z', '2026-03-02 11:00Z', 100, 103, 2, 0.5, 5.5,
    'closed', '[]', '2026-03-02 11:00Z', 'USD');
INSERT INTO trade_reviews (trade_id, rule_id, exit_time, pnl, what_happened, what_worked, what_didnt_work, setup_validity, performance_rating,
    lessons, reviewer, fallback_reason, reviewed_at, cost_usd)
VALUES ('t-then', 'pullback', '2026-03-02 11:00Z', 5.5, 'The target was met.', '{patience}', '{}', 'valid', 5, '{}', 'rules', 'no_provider',
    '2026-03-02 12:00Z', 0);
INSERT INTO recommendations (id, sent_at, symbol, account, action, strike, expiration, option_right, premium, type, algorithm_version,
    received_at, further_legs, instrument)
VALUES ('r-then', '2026-03-02 15:00Z', 'PLTR', NULL, 'STO', 25, '2026-03-20', 'put', 1.1, 'new_position', 'v3', '2026-03-02 15:00Z', '[]',
    NULL);
INSERT INTO executions (id, executed_at, instrument, action, quantity, price, fees, account, recommendation_id, received_at, cause,
    instrument_kind, underlying, order_id, multiplier, currency, import_id)
VALUES ('e-then', '2026-03-02 15:05Z', 'PLTR  260320P00025000', 'STO', 1, 1.1, 1, NULL, 'r-then', '2026-03-02 15:05Z', 'trade', 'option', 'PLTR',
    NULL, 100, 'USD', NULL);
INSERT INTO reconciliation_marks (day) VALUES ('2026-03-02');
INSERT INTO alerts (id, kind, subject, message, raised_at) VALUES ('promotion/BUY/v1.1', 'Promotion', 'v1.1 is the champion for BUY', 'Then.', '2026-03-02Z');
INSERT INTO audit_entries (at, actor, action, subject, detail) VALUES ('2026-03-02Z', 'admin', 'experiment.start', 'BUY-1', '{"signal": "BUY"}');
INSERT INTO grain_state (service_id, state_name, grain_key, version, state) VALUES ('learning-actors', 'champion', 'BUY', 1,
    '{"history": [{"kind": "Promotion", "version": "v1.1", "former": "v1.0", "at": "2026-03-02T02:00:00+00:00", "by": "group_sequential",
      "reason": "Better.", "experimentId": "BUY-1"}], "holdout": null, "claim": null, "experiments": 1, "archived": ["v1.0"]}');
