import type { Schema } from "../Shared/api";

type Learning = Schema<"LearningResponse">;

/** What stands where on the page, in order. */
const places = (of: Learning) => [
  of.learning_curve.map((one) => one.from),
  of.champion_changes.map((one) => `${one.signal} ${one.at}`),
  of.prompts.map((one) => `${one.signal} ${one.prompt_version}`),
  of.models.map((one) => one.model_used),
  of.heatmap.cells.map((one) => `${one.ticker} ${one.signal}`),
  of.factors.map((one) => one.factor),
  of.alerts.map((one) => one.id),
];

/** Whether new figures take the places of the old ones, so that nothing moves on the page. */
export const keepsPlaces = (before: Learning, after: Learning): boolean => JSON.stringify(places(before)) === JSON.stringify(places(after));
