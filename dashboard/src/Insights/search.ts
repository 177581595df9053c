import { number, oneOf, searchOf, text } from "../Shared/search";

export const insightTypes = ["pattern", "setup", "market_phase", "risk", "execution"] as const;
export const activities = ["true", "false", "any"] as const;
export const decisions = ["accepted", "silenced", "undecided"] as const;
export const insightsSearch = searchOf({
  type: oneOf(...insightTypes),
  confidence: number(0, 1),
  active: oneOf(...activities),
  decision: oneOf(...decisions),
  sort: oneOf("confidence_score", "-confidence_score", "created_at", "-created_at", "updated_at", "-updated_at"),
  insight: text,
});
export const relevantSearch = searchOf({ setup: text, phase: text, symbol: text, timeframe: text, hour: number(0, 23) });
