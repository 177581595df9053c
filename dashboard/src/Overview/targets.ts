import type { Schema } from "../Shared/api";
import { chosen, count, decimal, interval, money, percent } from "../Shared/format";
import type { Tone } from "../Shared/Tag";

type Target = Schema<"LearningTarget">;

const signed = (value: number | null, show = percent) => `${value !== null && value > 0 ? "+" : ""}${show(value)}`;

const kinds: Record<
  Target["kind"],
  { name: string; show: (value: number | null) => string; want?: (value: number) => string; atMost?: true }
> = {
  positive_rate: { name: "Positive ratings", show: percent, want: chosen },
  avg_rating: { name: "Mean stars", show: (value) => decimal(value), want: (value) => decimal(value, 1) },
  lift_on_baseline: { name: "Champions against v1.0", show: (value) => signed(value), want: (value) => signed(value, chosen) },
  cost_per_quality_explanation: { name: "Cost per good explanation", show: (value) => money(value), atMost: true },
  feedback_rate: { name: "Explanations rated", show: percent, want: chosen },
};

const verdicts: Record<Target["verdict"], { tone: Tone; words: string }> = {
  unknown: { tone: "plain", words: "not known yet" },
  met: { tone: "good", words: "met" },
  open: { tone: "warn", words: "within the interval" },
  missed: { tone: "bad", words: "not met" },
};

/** A target as it is shown: what is, beside what is wanted. */
export function shownTarget({ kind, wanted, actual, verdict }: Target) {
  const { name, show, want = show, atMost } = kinds[kind];
  const sample = `n ${count(actual.n)}`;
  return {
    name,
    actual: show(actual.mean),
    target: `${atMost ? "≤ " : ""}${want(wanted)} ${verdicts[verdict].words}`,
    tone: verdicts[verdict].tone,
    note: actual.mean === null ? sample : `${interval(actual, show)}, ${sample}`,
  };
}
