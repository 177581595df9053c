import { oneOf, searchOf } from "../Shared/search";

export const statuses = [
  "proposed",
  "deferred",
  "accepted",
  "validating",
  "rejected",
  "kept",
  "rolled_back",
  "modified",
  "withdrawn",
] as const;
export const changesSearch = searchOf({ status: oneOf(...statuses), sort: oneOf("updated_at", "-updated_at", "id", "-id") });
