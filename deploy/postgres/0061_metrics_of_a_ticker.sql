-- The first read of a ticker's signal takes all of its days: from this index alone, since in the table each day's row is on another page.

DROP INDEX llm_metrics_ticker;
CREATE INDEX llm_metrics_ticker ON llm_metrics (ticker, signal_type, date)
    INCLUDE (prompt_version, model_used, total_explanations, cached, fallbacks, rated, feedback, positive, ratings, rating_sum,
             rating_square_sum, cost_usd, latency_ms_sum);
