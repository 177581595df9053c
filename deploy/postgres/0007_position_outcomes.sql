-- What became of matches; made anew from the executions whenever outcomes are tracked.
CREATE TABLE position_outcomes (
    match_id           uuid PRIMARY KEY REFERENCES recommendation_execution_matches ON DELETE CASCADE,
    outcome            text NOT NULL CHECK (outcome IN ('open', 'expired_worthless', 'closed_profit', 'closed_loss', 'assigned', 'rolled')),
    pnl                numeric NOT NULL,            -- realised, USD after fees
    counterfactual_pnl numeric,                     -- of the recommendation as given; NULL where no price is known
    as_of              date NOT NULL,
    updated_at         timestamptz NOT NULL
);
