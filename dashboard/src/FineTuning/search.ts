import { oneOf, searchOf, text } from "../Shared/search";
import { signals } from "../Shared/signals";

export const splits = ["train", "test"] as const;
export const jobStatuses = ["uploading", "creating", "queued", "running", "succeeded", "failed", "cancelled"] as const;

/** The examples of a dataset: its hash, or what a dataset of now would have. */
export const datasetSearch = searchOf({
  dataset: text,
  split: oneOf(...splits),
  signal: oneOf(...signals),
  ticker: text,
  example: text,
  sort: oneOf("ordinal", "-ordinal", "tokens", "-tokens"),
});
export const jobsSearch = searchOf({ status: oneOf(...jobStatuses), sort: oneOf("started_at", "-started_at") });
export const modelsSearch = searchOf({ sort: oneOf("registered_at", "-registered_at") });
