import { number, oneOf, searchOf } from "../Shared/search";

export const reviewStatuses = ["pending", "reviewed", "actioned"] as const;
export const weeksSearch = searchOf({
  year: number(2000, 9000),
  status: oneOf(...reviewStatuses),
  sort: oneOf("week", "-week", "generated_at", "-generated_at"),
});
export const weekSearch = searchOf({ version: number(1, 100_000) });
