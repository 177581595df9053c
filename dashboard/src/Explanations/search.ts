import { date, flag, number, oneOf, searchOf, text } from "../Shared/search";
import { signals } from "../Shared/signals";

/** What votes an explanation has. */
export const ratings = ["rated", "unrated", "positive", "negative"] as const;

export const explanationsSearch = searchOf({
  ticker: text,
  signal: oneOf(...signals),
  version: text,
  model: text,
  rating: oneOf(...ratings),
  stars: number(1, 5),
  fallback: flag,
  from: date,
  to: date,
  sort: oneOf("generated_at", "-generated_at"),
});
