import { flag, oneOf, searchOf, text } from "../Shared/search";

export const alertKinds = [
  "experiment_started",
  "promotion",
  "rollback",
  "sample_ratio_mismatch",
  "cycle_failed",
  "budget",
  "negative_trend",
  "promotion_blocked",
  "weekly_summary",
  "validation_ready",
  "experiment_no_data",
  "experiment_stalled",
  "experiment_underpowered",
  "fine_tuning",
  "fine_tuning_failed",
] as const;

export const alertsSearch = searchOf({
  open: flag,
  kind: oneOf(...alertKinds),
  sort: oneOf("raised_at", "-raised_at", "kind", "-kind"),
  alert: text,
});
