import type { Schema } from "../Shared/api";
import type { Tone } from "../Shared/Tag";

export const jobTones: Record<Schema<"TuningJobStatus">, Tone> = {
  uploading: "info",
  creating: "info",
  queued: "info",
  running: "info",
  succeeded: "good",
  failed: "bad",
  cancelled: "warn",
};

export const modelTones: Record<Schema<"TunedModelStatus">, Tone> = { testing: "info", rejected: "bad", ready: "good" };

export const comparisonTones: Record<Schema<"ComparisonStatus">, Tone> = {
  waiting: "plain",
  comparing: "info",
  serving: "good",
  not_better: "plain",
  stopped: "warn",
  taken_back: "bad",
  replaced: "plain",
};
